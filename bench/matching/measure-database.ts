import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { ingestDocument } from '@forewarn/server/advisories/ingest-document.ts';
import { readConfig } from '@forewarn/server/config.ts';
import { asSystem } from '@forewarn/server/database/as-principal.ts';
import { newId } from '@forewarn/server/database/new-id.ts';
import { insertInstitutions } from '@forewarn/server/institutions/institution-store.ts';
import { holdInventory, insertItems } from '@forewarn/server/inventories/inventory-store.ts';
import { loadKeysOf, type KeysOf } from '@forewarn/server/inventories/product-keys.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { matchAdvisory } from '@forewarn/server/matching/match-advisory.ts';
import { openMachine } from '@forewarn/server/start-server.ts';
import { plain, type Report } from '../report.ts';
import { FIRSTS, NOBODYS, POORT, POORT_LINES_EACH, poortAdvisory, poortHits, poortLines } from './poort-lines.ts';

const LINES_EACH = 1_000;
/** Each measured so often; the median counts. */
const TIMES = 5;

/** A new advisory against so many institutions × 1,000 lines in the database: found, confirmed, stored. Checked against the oracle. */
export async function measureDatabase(report: Report, scale: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-bench-'));
  const machine = await openMachine(readConfig({ FOREWARN_DATA: folder, FOREWARN_LOG: 'error' }));
  try {
    await fill(report, machine, scale);
    await measureAdvisory(report, machine, scale, 'range', [POORT.product], poortHits(scale));
    await measureAdvisory(report, machine, scale, 'held-by-one', [FIRSTS], 1);
    await measureAdvisory(report, machine, scale, 'held-by-nobody', [NOBODYS], 0);
    await measureAdvisory(report, machine, scale, 'one-of-200-products', [POORT.product, ...twoHundred()], poortHits(scale));
    await measureBareQuery(report, machine, scale);
  } finally {
    await machine.database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function twoHundred(): readonly string[] {
  return Array.from({ length: 199 }, (_, place) => `Vlonder Onderdeel ${String.fromCharCode(97 + (place % 26))}${place}`);
}

async function fill(report: Report, machine: Machine, scale: number): Promise<void> {
  const keysOf = remembered(await loadKeysOf(machine));
  const startedAt = performance.now();
  let place = 0;
  for (const { items } of makeWorld({ scale, itemsPerInstitution: LINES_EACH - POORT_LINES_EACH }).institutions) {
    await fillOne(machine, place, [...items, ...poortLines(place)], keysOf);
    place += 1;
    if (place % 200 === 0) report.progress(`  ${place} of ${scale} institutions`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  report.figure(plain({ workload: 'matching/fill', scale, figure: (scale * LINES_EACH) / seconds, unit: 'items/s' }));
  await machine.database.pool.query('vacuum analyze forewarn.inventory_items');
}

async function fillOne(machine: Machine, place: number, items: readonly Item[], keysOf: KeysOf): Promise<void> {
  const now = machine.clock.now();
  const id = newId<'Institution'>(now);
  const row = {
    id,
    name: `Instelling ${place}`,
    sector: null,
    region: null,
    staff: null,
    branch_id: null,
    it_provider: null,
    language: null,
    details_in_mail: null,
  };
  await asSystem(machine.database, 'bench', async (trx) => {
    await insertInstitutions(trx, [row], now);
    const inventoryId = await holdInventory(trx, { id: newId<'Inventory'>(now), institutionId: id, name: 'inventory' });
    const writes = items.map((item) => ({ item, productKeys: keysOf(item) }));
    await insertItems(trx, { institutionId: id, inventoryId, firstSnapshot: 1, checkedAt: now }, writes);
  });
}

/** A register of thousands of institutions names the same products again and again. */
function remembered(keysOf: KeysOf): KeysOf {
  const known = new Map<string, readonly string[]>();
  return (item) => {
    const says = JSON.stringify([item.supplier, item.product, item.identifier]);
    const keys = known.get(says) ?? keysOf(item);
    known.set(says, keys);
    return keys;
  };
}

async function measureAdvisory(
  report: Report,
  machine: Machine,
  scale: number,
  what: string,
  products: readonly string[],
  hits: number,
): Promise<void> {
  const took: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const advisoryId = await handIn(machine, `${what}-${time}`, products);
    const startedAt = performance.now();
    await matchAdvisory(machine, advisoryId);
    took.push(performance.now() - startedAt);
    const found = await machine.database.pool.query(
      `select count(*)::int as count from forewarn.matches where advisory_id = $1 and kind = 'concerned' and ended_at is null`,
      [advisoryId],
    );
    if (found.rows[0]?.count !== hits)
      throw new Error(`${what} at ${scale}: ${found.rows[0]?.count} lines are concerned; the oracle counts ${hits}`);
  }
  const ms = took.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Number.NaN;
  report.figure(plain({ workload: `matching/new-advisory/${what}`, scale, figure: ms, unit: 'ms' }));
  if (hits > 1)
    report.figure(plain({ workload: `matching/new-advisory/${what}/rate`, scale, figure: hits / (ms / 1000), unit: 'items/s' }));
}

async function handIn(machine: Machine, id: string, products: readonly string[]): Promise<string> {
  const ingested = await ingestDocument(machine, {
    url: `bench:${id}`,
    bytes: Buffer.from(JSON.stringify(poortAdvisory(id, products))),
    retrievedAt: machine.clock.now(),
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
    verdict: 'accepted',
  });
  if (ingested.kind !== 'new') throw new Error(`the advisory was not taken in: ${ingested.kind}`);
  return idOf<'Advisory'>(ingested.advisoryId);
}

/** What PostgreSQL itself gives for the same lines in the same run: a query by index, its rows read into Node. */
async function measureBareQuery(report: Report, machine: Machine, scale: number): Promise<void> {
  const took: number[] = [];
  let rows = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const startedAt = performance.now();
    const found = await machine.database.pool.query(
      `select id, institution_id, supplier, product, version from forewarn.inventory_items
       where last_snapshot is null and product_keys && (select product_keys from forewarn.inventory_items where product = $1 limit 1)`,
      [POORT.product],
    );
    took.push(performance.now() - startedAt);
    rows = found.rowCount ?? 0;
  }
  const ms = took.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Number.NaN;
  report.figure(plain({ workload: 'matching/bare-query/rate', scale, figure: rows / (ms / 1000), unit: 'items/s' }));
}
