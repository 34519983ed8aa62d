import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { matchItem } from '@forewarn/core/matching/match-item.ts';
import { placesOfAdvisory } from '@forewarn/core/matching/places-of-advisory.ts';
import { prepareAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import { productKeysOfAdvisory } from '@forewarn/core/matching/product-keys-of-advisory.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { readVersionRange } from '@forewarn/core/products/read-version-range.ts';
import { spansOfRange } from '@forewarn/core/products/version-spans.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { asSystem } from '@forewarn/server/database/as-principal.ts';
import { newId } from '@forewarn/server/database/new-id.ts';
import { insertInstitutions } from '@forewarn/server/institutions/institution-store.ts';
import { acceptInventory } from '@forewarn/server/inventories/accept-inventory.ts';
import { hexOf, holdKeySets } from '@forewarn/server/inventories/key-set-store.ts';
import { loadKeysOf } from '@forewarn/server/inventories/product-keys.ts';
import type { Machine } from '@forewarn/server/machine.ts';
import { matchInventory } from '@forewarn/server/matching/match-inventory.ts';
import { loadAliases } from '@forewarn/server/products/load-aliases.ts';
import { atMost, plain, type Report } from '../report.ts';
import { advisoryOn } from './poort-lines.ts';

/** Known CVEs: some on each product that the lines name, all the others on products that nobody here has. */
const KNOWN = 300_000;
const EACH = 20;
const OTHERS_EACH = 5;
const AT_ONCE = 2_000;
const TIMES = 3;
/** Advisories whose answers the naive oracle works out: every such n-th. */
const ORACLE_STEP = 97;

/** A new inventory of 1,000 lines against 300,000 known CVEs: found, confirmed, stored with why. */
export async function measureInventory(report: Report, machine: Machine, scale: number, count = KNOWN): Promise<void> {
  const aliases = await asSystem(machine.database, 'bench', loadAliases);
  const lines = [...makeWorld({ scale: 20, itemsPerInstitution: 1_000, seed: 'nieuw' }).institutions][0]?.items ?? [];
  const startedAt = performance.now();
  await fillKnown(report, machine, lines, aliases, count);
  report.figure(
    plain({ workload: 'matching/known-cves', scale: count, figure: count / ((performance.now() - startedAt) / 1000), unit: 'items/s' }),
  );
  const keysOf = await loadKeysOf(machine);
  const [took, accepting]: [number[], number[]] = [[], []];
  let matched = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const institutionId = await makeInstitution(machine, `Nieuw ${time}`);
    const acceptedAt = performance.now();
    await acceptInventory(
      machine,
      { kind: 'system', name: 'bench' },
      { institutionId, inventory: 'inventory', items: lines, receivedFrom: 'bench' },
      keysOf,
    );
    accepting.push(performance.now() - acceptedAt);
    const snapshot = await machine.database.pool.query('select id from forewarn.inventory_snapshots where institution_id = $1', [
      institutionId,
    ]);
    const matchedAt = performance.now();
    const outcome = await matchInventory(machine, { institutionId, snapshotIds: [snapshot.rows[0]?.id] });
    took.push(performance.now() - matchedAt);
    matched = outcome.matched;
    report.progress(`  ${outcome.advisories} advisories may concern ${outcome.lines} lines; ${outcome.matched} answers`);
    await askOracle(machine, institutionId, lines, aliases);
  }
  const seconds = (took.toSorted((a, b) => a - b)[1] ?? Number.NaN) / 1000;
  report.figure(
    plain({ workload: 'matching/new-inventory/accepted', scale, figure: accepting.toSorted((a, b) => a - b)[1] ?? Number.NaN, unit: 'ms' }),
  );
  report.figure(atMost(2, { workload: 'matching/new-inventory/1000-lines-300000-cves', scale, figure: seconds, unit: 's' }));
  report.figure(plain({ workload: 'matching/new-inventory/answers', scale, figure: matched, unit: 'count' }));
}

async function makeInstitution(machine: Machine, name: string): Promise<string> {
  const now = machine.clock.now();
  const bare = { sector: null, region: null, staff: null, branch_id: null, it_provider: null, language: null, details_in_mail: null };
  const id = newId<'Institution'>(now);
  await asSystem(machine.database, 'bench', (trx) => insertInstitutions(trx, [{ ...bare, id, name }], now));
  return id;
}

type Product = { readonly supplier: string; readonly product: string };

/** The n-th known CVE: on which product, and below which version. Most are older than what is in use. */
function knownOf(n: number, held: readonly Product[]): Product & { readonly below: string } {
  const below = `${(n * 7) % 4}.${(n * 3) % 10}`;
  const own = held[Math.floor(n / EACH)];
  const other = Math.floor(n / OTHERS_EACH);
  return { ...(own ?? { supplier: `Maker ${nameOf(other % 3_000)}`, product: `${nameOf(other)} ${nameOf(other * 31 + 7)}` }), below };
}

/** An invented word for a number. */
function nameOf(n: number): string {
  const parts = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'pu', 'ra', 'se', 'ti', 'vo', 'wu', 'za'];
  return [n & 15, (n >> 4) & 15, (n >> 8) & 15, (n >> 12) & 15].map((part) => parts[part]).join('');
}

function heldBy(lines: readonly Item[]): readonly Product[] {
  const found = new Map<string, Product>();
  for (const { supplier = '', product } of lines) if (supplier !== '') found.set(`${supplier} ${product}`, { supplier, product });
  return [...found.values()];
}

function advisoryOf(n: number, held: readonly Product[]): Advisory {
  const reading = readCsaf(advisoryOn(`BENCH-${n}`, knownOf(n, held)));
  if (reading.kind === 'unreadable') throw new Error('the invented advisory is unreadable');
  return reading.value;
}

/** As their intake and matching would leave them; a product's keys and names are worked out once for all its CVEs. */
async function fillKnown(report: Report, machine: Machine, lines: readonly Item[], aliases: Aliases, count: number): Promise<void> {
  const held = heldBy(lines);
  let last: { key: string; advisory: Advisory; keys: readonly string[]; places: ReturnType<typeof placesOfAdvisory> } | undefined;
  for (let from = 0; from < count; from += AT_ONCE) {
    const now = machine.clock.now();
    const [rows, places]: [object[], { keys: readonly string[]; id: string; spans: ReturnType<typeof spansOfRange> }[]] = [[], []];
    for (let n = from; n < Math.min(from + AT_ONCE, count); n += 1) {
      const known = knownOf(n, held);
      const key = `${known.supplier} ${known.product}`;
      if (last?.key !== key) {
        const advisory = advisoryOf(n, held);
        last = {
          key,
          advisory,
          keys: productKeysOfAdvisory(advisory, aliases),
          places: placesOfAdvisory(prepareAdvisory(advisory, aliases)),
        };
      }
      const id = newId<'Advisory'>(now);
      const advisory = n % EACH === 0 ? last.advisory : advisoryOf(n, held);
      rows.push({ id, revision: newId<'AdvisoryRevision'>(now), tracking: advisory.trackingId, normalised: advisory, keys: last.keys });
      const spans = spansOfRange(readVersionRange(`vers:generic/<${known.below}`));
      for (const place of last.places) places.push({ id, keys: place.keys, spans: place.spans.length === 1 ? place.spans : spans });
      if (
        n % 10_007 === 0 &&
        JSON.stringify(placesOfAdvisory(prepareAdvisory(advisory, aliases))) !==
          JSON.stringify(last.places.map((place) => ({ keys: place.keys, spans: place.spans.length === 1 ? place.spans : spans })))
      )
        throw new Error(`the places of ${key} are filled otherwise than matching would`);
    }
    await asSystem(machine.database, 'bench', async (trx) => {
      const sets = await holdKeySets(
        trx,
        places.map(({ keys }) => keys),
        'advisories',
      );
      const at = places.flatMap(({ id, spans }, place) =>
        spans.map((span) => ({ id, s: sets[place], f: hexOf(span.from), t: hexOf(span.to) })),
      );
      await insertKnown(machine, rows, at);
    });
    if (from % 50_000 === 0) report.progress(`  ${from} of ${count} known CVEs`);
  }
  await machine.database.pool.query(
    'vacuum analyze forewarn.advisories, forewarn.advisory_revisions, forewarn.advisory_places, forewarn.product_key_sets',
  );
}

async function insertKnown(machine: Machine, rows: readonly object[], places: readonly object[]): Promise<void> {
  const { pool } = machine.database;
  await pool.query(
    `insert into forewarn.documents (sha256, bytes, size_bytes, first_seen_at) values ('\\x00', '\\x00', 1, now()) on conflict do nothing`,
  );
  const json = JSON.stringify(rows);
  await pool.query(
    `insert into forewarn.advisories (id, publisher_namespace, tracking_id, publisher_name, tlp, first_seen_at, placed_revision_id)
     select id, 'https://bench.example', tracking, 'Bench', 'CLEAR', now(), revision from json_to_recordset($1::json) as x(id uuid, revision uuid, tracking text)`,
    [json],
  );
  await pool.query(
    `insert into forewarn.advisory_revisions (id, advisory_id, document_sha256, sequence, tracking_version, title, tlp, normalised, problems, change, product_keys, read_at)
     select revision, id, '\\x00', 1, '1', tracking, 'CLEAR', normalised, '[]', '{}', keys, now() from json_to_recordset($1::json) as x(id uuid, revision uuid, tracking text, normalised jsonb, keys text[])`,
    [json],
  );
  await pool.query(
    `update forewarn.advisories a set latest_revision_id = x.revision from json_to_recordset($1::json) as x(id uuid, revision uuid) where a.id = x.id`,
    [json],
  );
  await pool.query(
    `insert into forewarn.advisory_places (advisory_id, key_set_id, version_from, version_to) select id, s, f, t from json_to_recordset($1::json) as x(id uuid, s int, f bytea, t bytea)`,
    [JSON.stringify(places)],
  );
}

/** Every n-th of the known CVEs on products of these lines, asked about every line without any index. */
async function askOracle(machine: Machine, institutionId: string, lines: readonly Item[], aliases: Aliases): Promise<void> {
  const held = heldBy(lines);
  const items = lines.map((item) => prepareItem(item, aliases));
  for (let n = 0; n < held.length * EACH; n += ORACLE_STEP) {
    const prepared = prepareAdvisory(advisoryOf(n, held), aliases);
    const naive = items.filter((item) => matchItem(prepared, item)?.kind === 'concerned').length;
    const found = await machine.database.pool.query(
      `select count(*)::int as count from forewarn.matches m join forewarn.advisories a on a.id = m.advisory_id
       where a.tracking_id = $1 and m.institution_id = $2 and m.kind = 'concerned' and m.ended_at is null`,
      [`BENCH-${n}`, idOf<'Institution'>(institutionId)],
    );
    if (found.rows[0]?.count !== naive)
      throw new Error(`BENCH-${n}: ${found.rows[0]?.count} lines are concerned; the naive way finds ${naive}`);
  }
}
