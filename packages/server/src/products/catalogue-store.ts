import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

/** Which catalogue and which decisions are in force; another value after every change, never one that was before. */
export type CatalogueState = { readonly catalogue: string; readonly decisions: string; readonly shippedSha256?: string };

/** Where nothing was written yet, and for institutions: what ships, and no decisions. */
const NOTHING_YET: CatalogueState = { catalogue: 'shipped', decisions: 'none' };

export async function readCatalogueState(trx: Transaction): Promise<CatalogueState> {
  const found = await sql<{
    catalogue: string;
    decisions: string;
    shipped_sha256: string | null;
  }>`select catalogue, decisions, shipped_sha256 from forewarn.catalogue_state`.execute(trx);
  const [row] = found.rows;
  return row === undefined
    ? NOTHING_YET
    : { catalogue: row.catalogue, decisions: row.decisions, shippedSha256: row.shipped_sha256 ?? undefined };
}

/** Holds the row until the transaction ends, so that one at a time writes what ships. */
export async function lockCatalogueState(trx: Transaction): Promise<void> {
  await sql`insert into forewarn.catalogue_state default values on conflict (singleton) do update set shipped_sha256 = catalogue_state.shipped_sha256`.execute(
    trx,
  );
}

export async function writeShippedSha256(trx: Transaction, sha256: string): Promise<void> {
  await sql`update forewarn.catalogue_state set shipped_sha256 = ${sha256}`.execute(trx);
}

/** Products whose folded supplier and name (letters and digits, so no signs of a pattern) have a word that begins with each of these, the shortest first. Looks through all of them. */
export async function findProductIds(trx: Transaction, words: readonly string[], limit: number): Promise<readonly string[]> {
  const patterns = words.map((word) => `% ${word}%`);
  const found = await sql<{ id: string }>`select id from forewarn.catalogue_products
    where ' ' || folded like all (${patterns}::text[]) order by length(folded), id limit ${limit}`.execute(trx);
  return found.rows.map(({ id }) => id);
}

export async function findProduct(
  trx: Transaction,
  id: string,
): Promise<{ readonly id: string; readonly mergedInto?: string } | undefined> {
  const found = await sql<{
    id: string;
    merged_into: string | null;
  }>`select id, merged_into from forewarn.catalogue_products where id = ${id}`.execute(trx);
  const [row] = found.rows;
  return row === undefined ? undefined : { id: row.id, mergedInto: row.merged_into ?? undefined };
}

/** The entry becomes another; entries that were merged into it follow, so that no way is longer than one step. */
export async function markMerged(trx: Transaction, id: string, into: string): Promise<void> {
  await sql`update forewarn.catalogue_products set merged_into = ${into} where id = ${id} or merged_into = ${id}`.execute(trx);
}
