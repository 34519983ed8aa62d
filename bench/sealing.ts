import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { EVERYWHERE } from '@forewarn/core/products/version-spans.ts';
import { auditPlace, sealAll } from '@forewarn/server/audit/seal-all.ts';
import { acceptInstitutions } from '@forewarn/server/institutions/accept-institutions.ts';
import { acceptInventory } from '@forewarn/server/inventories/accept-inventory.ts';
import type { KeysOf } from '@forewarn/server/inventories/product-keys.ts';
import { testMachine } from '@forewarn/server/test-machine.ts';
import { exampleMatter, LINDEMARK } from '@forewarn/server/warnings/example-matter.test-support.ts';
import { atMost, plain, type Report } from './report.ts';
import { median } from './median.ts';

const SCALE = 300;
const PAIRS = 100;
/** Issue 4, decision 016: sealing may slow a release down so much. */
const SLOWER_MAX = 1.05;

/**
 * Whether sealing the audit trail slows a release down: releases of one warning each to all institutions, in pairs in one process; in one of a
 * pair the sealer works through what waits at the same moment, in the other it waits until the release is done. Which of the two goes first
 * changes with each pair, and the medians are of ratios within pairs, so that a busy machine weighs on both. Options: a scale in the place of 300.
 */
export async function run(report: Report, options: readonly string[]): Promise<void> {
  const scale = Number(options.find((option) => /^\d+$/.test(option)) ?? SCALE);
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-bench-'));
  const machine = await testMachine();
  try {
    const world = await exampleMatter(machine);
    await fill(machine, world, scale);
    const place = await auditPlace(machine.database, folder);
    const seal = () => sealAll(place, machine.clock.now(), { wait: true });
    const release = async (beside: boolean): Promise<number> => {
      const { id } = await world.draft();
      const sealing = beside ? seal() : undefined;
      const begun = performance.now();
      const released = await world.release(id);
      const ms = performance.now() - begun;
      if (released.status !== 200) throw new Error(released.text);
      await sealing;
      // What this one wrote waits for the next: both of a pair meet as much.
      if (!beside) await seal();
      return ms;
    };
    await release(true);
    await release(false);
    const ratios: number[] = [];
    const times: { readonly beside: number[]; readonly alone: number[] } = { beside: [], alone: [] };
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const measured = new Map<boolean, number>();
      for (const beside of pair % 2 === 0 ? [true, false] : [false, true]) measured.set(beside, await release(beside));
      const [beside = 0, alone = 0] = [measured.get(true), measured.get(false)];
      times.beside.push(beside);
      times.alone.push(alone);
      ratios.push(beside / alone);
      if (pair % 10 === 9) report.progress(`  ${pair + 1} of ${PAIRS} pairs`);
    }
    const about = { workload: 'sealing', scale } as const;
    report.figure(plain({ ...about, figure: median(times.alone), unit: 'ms' }));
    report.figure(plain({ ...about, figure: median(times.beside), unit: 'ms' }));
    report.figure(atMost(SLOWER_MAX, { ...about, figure: median(ratios), unit: 'times' }));
    const sorted = ratios.toSorted((a, b) => a - b);
    report.progress(
      `  ratios: a quarter below ${sorted[Math.floor(PAIRS / 4)]?.toFixed(3)}, a quarter above ${sorted[Math.floor((3 * PAIRS) / 4)]?.toFixed(3)}`,
    );
    await world.app.close();
  } finally {
    await machine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Machine = Awaited<ReturnType<typeof testMachine>>;
type World = Awaited<ReturnType<typeof exampleMatter>>;

/** Institutions that hold what the warning is about, each with one contact. */
async function fill(machine: Machine, world: World, scale: number): Promise<void> {
  const entries = Array.from({ length: scale - 1 }, (_, place): InstitutionEntry => {
    const name = `Praktijk ${place}`;
    const contact = { name: `Contact ${place}`, role: 'security', email: `c${place}@praktijk.example`, order: 1, language: 'nl' } as const;
    return { name, sector: 'ggz', locations: [], networks: [], domains: [], contacts: [contact] };
  });
  await acceptInstitutions(machine, { kind: 'system', name: 'bench' }, entries);
  await world.match(LINDEMARK);
  const known = await world.rows(`select id from forewarn.institutions where name like 'Praktijk %'`);
  for (const { id } of known)
    await acceptInventory(
      machine,
      { kind: 'system', name: 'bench' },
      {
        institutionId: id,
        inventory: 'inventory',
        items: [{ key: 'epd', supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '6.2.9', exposure: 'internet' }],
        receivedFrom: 'bench',
      },
      WITHOUT_KEYS,
    );
  await world.rows(
    `insert into forewarn.matches (advisory_id, item_id, institution_id, revision_id, kind, certainty, reason, evidence, remediations, matched_at)
     select m.advisory_id, t.id, t.institution_id, m.revision_id, m.kind, m.certainty, m.reason, m.evidence, m.remediations, m.matched_at
     from (select * from forewarn.matches limit 1) m, forewarn.inventory_items t join forewarn.institutions i on i.id = t.institution_id
     where i.name like 'Praktijk %' and t.last_snapshot is null`,
  );
}

/** Lines that matching does not find: the matches are stored here. */
const WITHOUT_KEYS: KeysOf = Object.assign(() => [], { placeOf: () => ({ keys: [], span: EVERYWHERE }) });
