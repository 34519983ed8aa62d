import { sql } from 'kysely';
import type { Place } from '@forewarn/core/matching/places-of-advisory.ts';
import type { KeySpan } from '@forewarn/core/products/version-spans.ts';
import type { Transaction } from '../database/open-database.ts';
import { holdKeySets } from '../inventories/key-set-store.ts';
import type { RevisionInForce } from './revision-store.ts';

/** Makes these the places of an advisory, of this revision of it; what is there already stays. */
export async function storePlaces(
  trx: Transaction,
  of: { readonly advisoryId: string; readonly revisionId: string },
  places: readonly Place[],
): Promise<void> {
  const sets = await holdKeySets(
    trx,
    places.map(({ keys }) => keys),
    'advisories',
  );
  const rows = places.flatMap(({ spans }, place) => spans.map((span) => ({ set: sets[place] ?? 0, ...span })));
  await sql`with wanted as (
      select distinct * from unnest(${rows.map(({ set }) => set)}::int[], ${rows.map(({ from }) => from).map(bytesOf)}::bytea[], ${rows.map(({ to }) => to).map(bytesOf)}::bytea[]) as w(key_set_id, version_from, version_to)),
    gone as (
      delete from forewarn.advisory_places p where p.advisory_id = ${of.advisoryId}
        and not exists (select from wanted w where (w.key_set_id, w.version_from, w.version_to) = (p.key_set_id, p.version_from, p.version_to))),
    come as (
      insert into forewarn.advisory_places (advisory_id, key_set_id, version_from, version_to)
      select ${of.advisoryId}::uuid, w.* from wanted w where not exists (select from forewarn.advisory_places p
        where p.advisory_id = ${of.advisoryId} and (w.key_set_id, w.version_from, w.version_to) = (p.key_set_id, p.version_from, p.version_to)))
    update forewarn.advisories set placed_revision_id = ${of.revisionId} where id = ${of.advisoryId} and placed_revision_id is distinct from ${of.revisionId}`.execute(
    trx,
  );
}

/** Sets of product keys that some line has and that share one of these. By index, also behind row policies (migration 0015). */
export async function findKeySets(
  trx: Transaction,
  keys: readonly string[],
): Promise<readonly { readonly id: number; readonly keys: readonly string[] }[]> {
  if (keys.length === 0) return [];
  const found = await sql<{ id: number; keys: string[] }>`select id, keys from forewarn.key_sets_sharing(${keys}::text[])`.execute(trx);
  return found.rows;
}

/** Where lines are looked for: a set of product keys and the spans of versions, of which none meets another. */
export type SetPlace = { readonly setId: number; readonly spans: readonly KeySpan[] };

/** What lines say that say the same, with which they are and, in the same order, whose. */
export type Saying = {
  readonly supplier?: string;
  readonly product: string;
  readonly version?: string;
  readonly identifier?: string;
  readonly itemIds: readonly number[];
  readonly institutionIds: readonly string[];
};

const SAYINGS_AT_ONCE = 200;

type Row = {
  supplier: string | null;
  product: string;
  version: string | null;
  identifier: string | null;
  /** Apart by blanks, in one order. */
  item_ids: string;
  institution_ids: string;
};

/** One after the other may be opened in one transaction, which closes them when it ends. */
let cursors = 0;

/** The current lines at these places, some sayings at a time. By index, also behind row policies (migrations 0015, 0036). */
export async function* sayingsAt(trx: Transaction, places: readonly SetPlace[]): AsyncGenerator<readonly Saying[]> {
  const rows = places.flatMap(({ setId, spans }) => spans.map(({ from, to }) => ({ setId, from: bytesOf(from), to: bytesOf(to) })));
  if (rows.length === 0) return;
  const cursor = `sayings_${(cursors += 1)}`;
  let found =
    await sql<Row>`select * from forewarn.first_lines_at_places(${cursor}, ${SAYINGS_AT_ONCE}, ${rows.map(({ setId }) => setId)}::int[],
    ${rows.map(({ from }) => from)}::bytea[], ${rows.map(({ to }) => to)}::bytea[])`.execute(trx);
  for (;;) {
    if (found.rows.length > 0) yield found.rows.map(sayingOf);
    if (found.rows.length < SAYINGS_AT_ONCE) return;
    found = await sql<Row>`fetch ${sql.lit(SAYINGS_AT_ONCE)} from ${sql.raw(cursor)}`.execute(trx);
  }
}

function sayingOf(row: Row): Saying {
  return {
    supplier: row.supplier ?? undefined,
    product: row.product,
    version: row.version ?? undefined,
    identifier: row.identifier ?? undefined,
    itemIds: row.item_ids.split(' ').map(Number),
    institutionIds: row.institution_ids.split(' '),
  };
}

/** Something that stands somewhere: a line or a part of one. */
export type Standing = { readonly keys: readonly string[]; readonly span: KeySpan };

/** The revisions in force of advisories that have a place where any of these stands, by advisory. By index (migration 0015). */
export async function findRevisionsAt(trx: Transaction, standing: readonly Standing[]): Promise<readonly RevisionInForce[]> {
  const places = new Map<string, number>();
  const sets: (readonly string[])[] = [];
  const asked = new Map<string, { readonly place: number; readonly span: KeySpan }>();
  for (const { keys, span } of standing) {
    const text = keys.join('\0');
    const place = places.get(text) ?? sets.push(keys);
    places.set(text, place);
    asked.set(`${place} ${bytesOf(span.from).toString('hex')} ${bytesOf(span.to).toString('hex')}`, { place, span });
  }
  if (sets.length === 0) return [];
  const rows = [...asked.values()];
  const found = await sql<{ advisory_id: string; revision_id: string }>`select advisory_id, revision_id from forewarn.advisories_at(
    ${JSON.stringify(sets)}::json, ${rows.map(({ place }) => place)}::int[],
    ${rows.map(({ span }) => bytesOf(span.from))}::bytea[], ${rows.map(({ span }) => bytesOf(span.to))}::bytea[])`.execute(trx);
  return found.rows.map((row) => ({ advisoryId: row.advisory_id, revisionId: row.revision_id }));
}

/** Those in force whose places are not known yet, by product key alone. */
export async function findRevisionsWithoutPlaces(trx: Transaction, keys: readonly string[]): Promise<readonly RevisionInForce[]> {
  if (keys.length === 0) return [];
  const found = await sql<{ advisory_id: string; revision_id: string }>`select advisory_id, revision_id
    from forewarn.revisions_without_places(${keys}::text[])`.execute(trx);
  return found.rows.map((row) => ({ advisoryId: row.advisory_id, revisionId: row.revision_id }));
}

function bytesOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes);
}
