import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import type { AdvisoryId, InstitutionId } from '@forewarn/core/basics/ids.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { NO_SCOPE } from '@forewarn/core/matters/matter.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { bringAdvisoryBack } from '../advisories/bring-advisory-back.ts';
import { putAdvisoryAway } from '../advisories/put-advisory-away.ts';
import { openMatter } from '../matters/open-matter.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld, type ExampleWorld } from './example-world.test-support.ts';
import { matchAdvisory } from './match-advisory.ts';
import { matchInventory } from './match-inventory.ts';

let machine: TestMachine;
let world: ExampleWorld;
let lindemark: InstitutionId;
let rietmark: InstitutionId;
let advisoryId: AdvisoryId;

const matches = () =>
  world.rows(
    `select i.name, t.version, m.kind, m.certainty, m.because, m.reason, m.ended_at is not null as ended from forewarn.matches m
     join forewarn.inventory_items t on t.id = m.item_id join forewarn.institutions i on i.id = m.institution_id order by i.name, t.id`,
  );

/** The example with another last affected and another fixed version. */
function takingIn(document: typeof EXAMPLE_CSAF, last: string, fixed: string): void {
  const [vendor] = document.product_tree.branches;
  if (vendor?.branches[0]?.branches[0] !== undefined) vendor.branches[0].branches[0].name = `vers:generic/<=${last}`;
  if (vendor?.branches[0]?.branches[1] !== undefined) vendor.branches[0].branches[1].name = fixed;
}

beforeAll(async () => {
  machine = await testMachine();
  world = exampleWorld(machine);
  [lindemark, rietmark] = (await world.institutions({ name: 'Ziekenhuis Lindemark' }, { name: 'GGZ Rietmark' })) as [
    InstitutionId,
    InstitutionId,
  ];
  await world.inventory(lindemark, [
    { supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '6.2.14' },
    { supplier: 'Meridiaan Zorgsoftware', product: 'EPD', version: '6.2.15' },
    { supplier: 'Meridiaan Zorgsoftware', product: 'EPD' },
    { supplier: 'Fortinet', product: 'FortiGate', version: '7.2.9' },
  ]);
  await world.inventory(rietmark, [{ product: 'kompas epd', supplier: 'Kompas Zorg-IT' }]);
  advisoryId = await world.advisory();
});
afterAll(() => machine.close());

test('a new advisory is matched with every line that names its product, also where the line is not concerned', async () => {
  expect(await matchAdvisory(machine, advisoryId)).toMatchObject({ matched: 3, changed: 3 });
  expect(await matches()).toMatchObject([
    { name: 'Ziekenhuis Lindemark', version: '6.2.14', kind: 'concerned', certainty: 'certain', reason: 'product-version' },
    { version: '6.2.15', kind: 'not-concerned', because: 'fixed' },
    { version: null, kind: 'concerned', certainty: 'likely', reason: 'product-version-unknown' },
  ]);
  expect(await world.jobs('raise-warnings')).toEqual([{ advisoryId }]);
});

test('matching twice changes nothing and starts nothing', async () => {
  await world.rows('delete from graphile_worker._private_jobs');
  expect(await matchAdvisory(machine, advisoryId)).toMatchObject({ matched: 3, changed: 0 });
  expect(await world.jobs('raise-warnings')).toEqual([]);
});

test('a line that changes version takes its answer along; what is gone ends', async () => {
  await world.rows('delete from graphile_worker._private_jobs');
  const payload = await world.inventory(lindemark, [{ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: '6.2.15' }]);
  expect(await matchInventory(machine, payload)).toMatchObject({ lines: 1, advisories: 1, matched: 1, changed: 1 });
  expect(await world.jobs('raise-warnings')).toEqual([{ advisoryId }]);
  expect((await matches()).filter((match) => !match.ended)).toMatchObject([{ version: '6.2.15', kind: 'not-concerned' }]);
  await world.rows('delete from graphile_worker._private_jobs');
  expect(await matchInventory(machine, payload)).toMatchObject({ changed: 0 });
  expect(await world.jobs('raise-warnings')).toEqual([]);
});

test('a revision that takes more versions in is matched again, and told even where nobody new is concerned', async () => {
  await world.rows('delete from graphile_worker._private_jobs');
  await world.advisory((document) => takingIn(document, '6.2.15', '6.2.16'), advisoryId);
  expect(await matchAdvisory(machine, advisoryId)).toMatchObject({ matched: 1, changed: 1 });
  expect((await matches()).filter((match) => !match.ended)).toMatchObject([{ version: '6.2.15', kind: 'concerned', certainty: 'certain' }]);
  expect(await world.jobs('raise-warnings')).toEqual([{ advisoryId }]);
});

test('a revision that changes no answer is told to the warning all the same, and once', async () => {
  await world.rows('delete from graphile_worker._private_jobs');
  await world.advisory((document) => {
    takingIn(document, '6.2.15', '6.2.16');
    document.document.title = 'Een andere titel';
  }, advisoryId);
  expect(await matchAdvisory(machine, advisoryId)).toMatchObject({ matched: 1, changed: 0 });
  expect(await world.jobs('raise-warnings')).toEqual([{ advisoryId }]);
  await world.rows('delete from graphile_worker._private_jobs');
  expect(await matchAdvisory(machine, advisoryId)).toMatchObject({ matched: 1, changed: 0 });
  expect(await world.jobs('raise-warnings')).toEqual([]);
});

test('a revision that leaves a concerned line alone says why it no longer concerns it, though no place of it finds the line', async () => {
  await world.inventory(rietmark, [{ supplier: 'Hazelduin', product: 'Kwartelvliet', version: '6.2.15' }]);
  const about = (last: string, fixed: string) => (document: typeof EXAMPLE_CSAF) => {
    takingIn(document, last, fixed);
    const [vendor] = document.product_tree.branches;
    if (vendor !== undefined) vendor.name = 'Hazelduin';
    for (const product of vendor?.branches ?? []) {
      product.name = 'Kwartelvliet';
      for (const version of product.branches) version.product.name = `Kwartelvliet ${version.name}`;
    }
  };
  const other = await world.advisory(about('6.2.15', '6.2.16'));
  expect(await matchAdvisory(machine, other)).toMatchObject({ matched: 1 });
  await world.advisory(about('5.9', '6.0'), other);
  expect(await matchAdvisory(machine, other)).toMatchObject({ matched: 1, changed: 1 });
  const said = await world.rows('select kind, because from forewarn.matches where advisory_id = $1 and ended_at is null', [other]);
  expect(said).toEqual([{ kind: 'not-concerned', because: 'version-not-affected' }]);
  await world.rows('delete from forewarn.matches where advisory_id = $1', [other]);
});

test('what an institution tells of its suppliers is told to every open matter that is about products or suppliers', async () => {
  const analyst = { kind: 'cert', name: 'analist', roles: ['analyst'] } as const;
  const about = { kind: 'report', title: 'Leverancier geraakt', source: 'telefoon', confirmation: { kind: 'unconfirmed' } } as const;
  const scope = { ...NO_SCOPE, suppliers: ['Meridiaan Zorgsoftware'] };
  const opened = await asPrincipal(machine.database, analyst, (trx) =>
    openMatter(trx, analyst, { ...about, advisoryIds: [advisoryId], scope }, machine.clock.now()),
  );
  if (isRefusal(opened)) throw new Error(opened.message);
  await world.rows('delete from graphile_worker._private_jobs');
  await matchInventory(machine, { institutionId: rietmark, snapshotIds: [], relationsChanged: true });
  expect(await world.jobs('raise-warnings')).toEqual([{ advisoryId }]);
  await world.rows('delete from graphile_worker._private_jobs');
  await matchInventory(machine, { institutionId: rietmark, snapshotIds: [] });
  expect(await world.jobs('raise-warnings')).toEqual([]);
});

test('what the desk puts away concerns nobody, and again those whom it did once it is brought back', async () => {
  const officer = { kind: 'cert', name: 'A. Nalist', roles: ['analyst'] } as const;
  const standing = async () => (await matches()).filter(({ kind, ended }) => kind === 'concerned' && !ended).length;
  const before = await standing();
  expect(before).toBeGreaterThan(0);
  await world.rows('delete from graphile_worker._private_jobs');
  await putAdvisoryAway(machine, officer, advisoryId, 'Dubbel.');
  expect(await world.jobs('match-advisory')).toMatchObject([{ advisoryId }]);
  await matchAdvisory(machine, advisoryId);
  expect(await standing()).toBe(0);
  await world.rows('delete from graphile_worker._private_jobs');
  await bringAdvisoryBack(machine, officer, advisoryId);
  expect(await world.jobs('match-advisory')).toMatchObject([{ advisoryId }]);
  await matchAdvisory(machine, advisoryId);
  expect(await standing()).toBe(before);
});

test('a withdrawn advisory concerns nobody', async () => {
  await world.rows('update forewarn.advisories set withdrawn_at = now() where id = $1', [advisoryId]);
  expect(await matchAdvisory(machine, advisoryId)).toMatchObject({ matched: 0, changed: 1 });
  expect((await matches()).every((match) => match.ended)).toBe(true);
});

test('an advisory that there is not is not matched', async () => {
  expect(await matchAdvisory(machine, '019aaaaa-0000-7000-8000-000000000000')).toBeUndefined();
});
