import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import { prepareAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { prepareItem, type PreparedItem } from '@forewarn/core/matching/prepare-item.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { ingestDocument } from '@forewarn/server/advisories/ingest-document.ts';
import { readConfig } from '@forewarn/server/config.ts';
import { acceptInventory } from '@forewarn/server/inventories/accept-inventory.ts';
import { asSystem } from '@forewarn/server/database/as-principal.ts';
import { newId } from '@forewarn/server/database/new-id.ts';
import { insertInstitutions } from '@forewarn/server/institutions/institution-store.ts';
import { loadKeysOf, type KeysOf } from '@forewarn/server/inventories/product-keys.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { findSayings } from '@forewarn/server/matching/find-sayings.ts';
import { answerLines, matchSayings } from '@forewarn/server/matching/match-lines.ts';
import { spansOfAdvisory } from '@forewarn/server/matching/spans-of-advisory.ts';
import { loadAliases } from '@forewarn/server/products/load-aliases.ts';
import { matchAdvisory } from '@forewarn/server/matching/match-advisory.ts';
import type { Saying } from '@forewarn/server/matching/place-store.ts';
import { openMachine } from '@forewarn/server/start-server.ts';
import { atLeast, atMost, plain, type Report } from '../report.ts';
import { measureInventory } from './measure-inventory.ts';
import { FIRSTS, NOBODYS, POORT, POORT_LINES_EACH, poortAdvisory, poortHits, poortLines } from './poort-lines.ts';
import { median } from '../median.ts';

const SYSTEM = { kind: 'system', name: 'bench' } as const;
const LINES_EACH = 1_000;
/** Each measured so often; the median counts. */
const TIMES = 5;
/** The list is a matter of milliseconds. */
const LIST_TIMES = 25;
/** Institutions that come in as they would; the others are copies of them, made in the database. A multiple of 10, as `poortHits` asks. */
const TAKEN_IN = 160;

/** What one scale point gives to be compared with the next. */
export type DatabasePoint = { readonly scale: number; readonly msPerHit: number; readonly msOfNobodys: number };

/** A new advisory against so many institutions × 1,000 lines in the database: found, confirmed, stored. Checked against the oracle. */
export async function measureDatabase(report: Report, scale: number): Promise<DatabasePoint> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-bench-'));
  const machine = await openMachine(readConfig({ FOREWARN_DATA: folder, FOREWARN_LOG: 'error' }));
  // Where a service could not read the folder the database is elsewhere; 16,000 institutions take some 10 GB.
  const place = await machine.database.pool.query('show data_directory');
  try {
    await fill(report, machine, scale);
    const oracle = await saidInAll(machine);
    const advisory = (what: string, products: readonly string[], hits: number) =>
      measureAdvisory(report, machine, { scale, what, products, hits, oracle });
    const ms = await advisory('range', [POORT.product], poortHits(scale));
    await advisory('held-by-one', [FIRSTS], 1);
    const msOfNobodys = await advisory('held-by-nobody', [NOBODYS], 0);
    await advisory('one-of-200-products', [POORT.product, ...twoHundred()], poortHits(scale));
    await measureList(report, machine, scale);
    if (scale <= TAKEN_IN) await measureInventory(report, machine, scale);
    return { scale, msPerHit: ms / poortHits(scale), msOfNobodys };
  } finally {
    await machine.database.close();
    await rm(place.rows[0]?.data_directory, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** How the cost of a hit, and of a product that nobody has, grows from one scale point to the next. */
export function compareScales(report: Report, before: DatabasePoint, after: DatabasePoint): void {
  const { scale } = after;
  const growth = (figure: number, most: number, workload: string) =>
    report.figure({ ...atMost(most, { workload, scale, figure, unit: 'times' }), asked: `at most ${most} × that at ${before.scale}` });
  growth(after.msPerHit / before.msPerHit, 1.5, 'matching/new-advisory/range/time-per-hit-growth');
  growth(after.msOfNobodys / before.msOfNobodys, 2, 'matching/new-advisory/held-by-nobody/growth');
}

function twoHundred(): readonly string[] {
  return Array.from({ length: 199 }, (_, place) => `Vlonder Onderdeel ${String.fromCharCode(97 + (place % 26))}${place}`);
}

/** The first as an upload would bring them, which is measured; the others copied. */
async function fill(report: Report, machine: Machine, scale: number): Promise<void> {
  const keysOf = await loadKeysOf(machine);
  const first = Math.min(scale, TAKEN_IN);
  const institutions = [...makeWorld({ scale: first, itemsPerInstitution: LINES_EACH - POORT_LINES_EACH }).institutions];
  const ids = await makeInstitutions(machine, first);
  const startedAt = performance.now();
  for (const [place, { items }] of institutions.entries()) {
    const submission = {
      institutionId: ids[place] ?? '',
      inventory: 'inventory',
      items: [...items, ...poortLines(place)],
      receivedFrom: 'bench',
    };
    await acceptInventory(machine, SYSTEM, submission, keysOf);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  report.figure(plain({ workload: 'matching/intake', scale: first, figure: (first * LINES_EACH) / seconds, unit: 'items/s' }));
  measureKeys(
    report,
    institutions.flatMap(({ items }) => items),
    keysOf,
    seconds,
  );
  await copyInstitutions(report, machine, first, scale);
  await machine.database.pool.query(
    'vacuum analyze forewarn.inventory_items, forewarn.product_key_sets, forewarn.inventories, forewarn.institutions',
  );
}

/** Where the time of an intake goes: making keys and places, and the rest, which is the database's. */
function measureKeys(report: Report, items: readonly Item[], keysOf: KeysOf, seconds: number): void {
  const startedAt = performance.now();
  for (const item of items) keysOf.placeOf(item);
  const share = (performance.now() - startedAt) / 10 / seconds;
  report.figure(plain({ workload: 'matching/intake/share-of-keys', scale: TAKEN_IN, figure: share, unit: 'percent' }));
}

async function makeInstitutions(machine: Machine, count: number): Promise<readonly string[]> {
  const now = machine.clock.now();
  const bare = { sector: null, region: null, staff: null, branch_id: null, it_provider: null, language: null, details_in_mail: null };
  const rows = Array.from({ length: count }, (_, place) => ({ ...bare, id: newId<'Institution'>(now), name: `Instelling ${place}` }));
  await asSystem(machine.database, 'bench', (trx) => insertInstitutions(trx, rows, now));
  return rows.map(({ id }) => id);
}

/** Copies of those that were taken in, made in the database: without its checks, and the indexes anew afterwards. */
async function copyInstitutions(report: Report, machine: Machine, first: number, scale: number): Promise<void> {
  const copies = scale / first - 1;
  if (copies < 1) return;
  const client = await machine.database.pool.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'`);
    const indexes = await client.query(
      `select format('%I.%I', schemaname, indexname) as name, indexdef from pg_indexes where schemaname = 'forewarn' and tablename = 'inventory_items' and indexname not like '%pkey'`,
    );
    for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
    await client.query(
      `insert into forewarn.institutions (id, name, sector, joined_at) select md5(id::text || ' ' || n)::uuid, name || ' (' || n || ')', sector, joined_at
       from forewarn.institutions, generate_series(1, $1::int) n`,
      [copies],
    );
    await client.query(
      `insert into forewarn.inventories (id, institution_id, name) select md5(id::text || ' ' || n)::uuid, md5(institution_id::text || ' ' || n)::uuid, name
       from forewarn.inventories, generate_series(1, $1::int) n`,
      [copies],
    );
    const own = await client.query('select max(id)::bigint as last from forewarn.inventory_items');
    for (let from = 1; from <= copies; from += 10) {
      await client.query(
        `insert into forewarn.inventory_items (institution_id, inventory_id, key, supplier, product, version, identifier, hosting, exposure, importance, quantity, owner, key_set_id, version_from, version_to, checked_at, first_snapshot)
         select i.to_id, v.to_id, t.key, t.supplier, t.product, t.version, t.identifier, t.hosting, t.exposure, t.importance, t.quantity, t.owner, t.key_set_id, t.version_from, t.version_to, t.checked_at, t.first_snapshot
         from generate_series($1::int, $2::int) n
         cross join lateral (select id, md5(id::text || ' ' || n)::uuid as to_id from forewarn.inventories where id in (select inventory_id from forewarn.inventory_items where id <= $3)) v
         join forewarn.inventory_items t on t.inventory_id = v.id and t.id <= $3 and t.product <> $4
         cross join lateral (select md5(t.institution_id::text || ' ' || n)::uuid as to_id) i`,
        [from, Math.min(from + 9, copies), own.rows[0]?.last, FIRSTS],
      );
      report.progress(`  ${Math.min(from + 9, copies) * first} of ${scale} institutions`);
    }
    for (const { indexdef } of indexes.rows) await client.query(indexdef);
  } finally {
    client.release(true);
  }
}

/** Every different thing that lines say, and how often: all that the naive oracle asks, without any index. */
type Said = { readonly item: PreparedItem; readonly count: number };

async function saidInAll(machine: Machine): Promise<readonly Said[]> {
  const aliases = await asSystem(machine.database, 'bench', loadAliases);
  const found = await machine.database.pool.query(
    `select supplier, product, version, identifier, count(*)::int as count from forewarn.inventory_items where last_snapshot is null group by 1, 2, 3, 4`,
  );
  return found.rows.map(({ supplier, product, version, identifier, count }) => ({
    count,
    item: prepareItem(
      {
        key: '',
        exposure: 'unknown',
        product,
        supplier: supplier ?? undefined,
        version: version ?? undefined,
        identifier: identifier ?? undefined,
      },
      aliases,
    ),
  }));
}

type NewAdvisory = {
  readonly scale: number;
  readonly what: string;
  readonly products: readonly string[];
  readonly hits: number;
  readonly oracle: readonly Said[];
};

async function measureAdvisory(report: Report, machine: Machine, { scale, what, products, hits, oracle }: NewAdvisory): Promise<number> {
  const naive = await naiveHits(machine, products, oracle);
  if (naive !== hits) throw new Error(`${what} at ${scale}: the naive way finds ${naive} lines; there are ${hits}`);
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
    await machine.database.pool.query('delete from forewarn.matches where advisory_id = $1', [advisoryId]);
  }
  const ms = median(took);
  report.figure(plain({ workload: `matching/new-advisory/${what}`, scale, figure: ms, unit: 'ms' }));
  if (hits > 1)
    report.figure(plain({ workload: `matching/new-advisory/${what}/rate`, scale, figure: hits / (ms / 1000), unit: 'items/s' }));
  return ms;
}

/** Core alone, without an index, over everything that any line says. */
async function naiveHits(machine: Machine, products: readonly string[], oracle: readonly Said[]): Promise<number> {
  const aliases = await asSystem(machine.database, 'bench', loadAliases);
  const reading = readCsaf(poortAdvisory('oracle', products));
  if (reading.kind === 'unreadable') throw new Error('the invented advisory is unreadable');
  const prepared = prepareAdvisory(reading.value, aliases);
  return oracle.reduce((hits, { item, count }) => hits + (matchItem(prepared, item)?.kind === 'concerned' ? count : 0), 0);
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

/**
 * The list of a new advisory beside what PostgreSQL itself gives for the same lines: turn by turn, so that both meet the same machine. `rate`
 * is rows into Node, as the floor is; `confirmed/rate` is the whole: a transaction as the application's role, the advisory made ready, and
 * core's answer about each.
 */
async function measureList(report: Report, machine: Machine, scale: number): Promise<void> {
  const [bare, into, whole]: [number[], number[], number[]] = [[], [], []];
  const hits = poortHits(scale);
  for (let time = 0; time < LIST_TIMES; time += 1) {
    const bareAt = performance.now();
    const rows = await askBarely(machine);
    bare.push(performance.now() - bareAt);
    const wholeAt = performance.now();
    const found = await listOf(machine);
    whole.push(performance.now() - wholeAt);
    into.push(found.ms);
    if (rows !== hits || found.rows !== hits || found.concerned !== hits)
      throw new Error(`${rows} lines barely, ${found.rows} in the list, ${found.concerned} confirmed at ${scale}; there are ${hits}`);
  }
  const rateOf = (took: readonly number[]) => hits / (median(took) / 1000);
  report.figure(plain({ workload: 'matching/bare-range-query/rate', scale, figure: rateOf(bare), unit: 'items/s' }));
  report.figure({
    ...atLeast(rateOf(bare) / 2, { workload: 'matching/new-advisory/list/rate', scale, figure: rateOf(into), unit: 'items/s' }),
    asked: 'at least half of the bare range query',
  });
  report.figure(plain({ workload: 'matching/new-advisory/list/confirmed/rate', scale, figure: rateOf(whole), unit: 'items/s' }));
}

/** A range query by index, its rows read into Node. */
async function askBarely(machine: Machine): Promise<number> {
  const found = await machine.database.pool.query(
    `select id, institution_id, supplier, product, version, identifier from forewarn.inventory_items
     where last_snapshot is null and version_from = version_to and key_set_id = (select key_set_id from forewarn.inventory_items where product = $1 limit 1)
       and version_from between '\\x01' and (select version_from from forewarn.inventory_items where product = $1 and version = '4.4.1' limit 1)`,
    [POORT.product],
  );
  return found.rowCount ?? 0;
}

/** Rows that came into Node, in how many milliseconds, and how many of them core confirms. */
async function listOf(machine: Machine): Promise<{ readonly rows: number; readonly ms: number; readonly concerned: number }> {
  const reading = readCsaf(poortAdvisory('list', [POORT.product]));
  if (reading.kind === 'unreadable') throw new Error('the invented advisory is unreadable');
  return asSystem(machine.database, 'bench', async (trx) => {
    const aliases = await loadAliases(trx);
    const prepared = prepareAdvisory(reading.value, aliases);
    const spans = spansOfAdvisory(prepared);
    const startedAt = performance.now();
    const sayings: Saying[] = [];
    for await (const some of findSayings(trx, spans, [])) sayings.push(...some);
    const ms = performance.now() - startedAt;
    const answer = answerLines(prepared, aliases, { containments: [], components: new Map() });
    const writes = await matchSayings(sayings, answer, new Set());
    return {
      ms,
      rows: sayings.reduce((sum, { itemIds }) => sum + itemIds.length, 0),
      concerned: writes.filter(({ match }) => match.kind === 'concerned').length,
    };
  });
}
