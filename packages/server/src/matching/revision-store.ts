import { sql } from 'kysely';
import type { Transaction } from '../database/open-database.ts';

export type RevisionInForce = { readonly advisoryId: string; readonly revisionId: string };

/** Latest revisions of advisories in force that share a product key, by advisory. By index, also behind row policies (migration 0003). */
export async function findRevisions(trx: Transaction, keys: readonly string[]): Promise<readonly RevisionInForce[]> {
  if (keys.length === 0) return [];
  const found = await sql<{ advisory_id: string; revision_id: string }>`select advisory_id, revision_id
    from forewarn.revisions_with_product_keys(${keys}::text[])`.execute(trx);
  return found.rows.map((row) => ({ advisoryId: row.advisory_id, revisionId: row.revision_id }));
}

/** Gives a revision its product keys anew. */
export async function writeRevisionKeys(trx: Transaction, revisionId: string, keys: readonly string[]): Promise<void> {
  await sql`update forewarn.advisory_revisions set product_keys = ${keys}::text[] where id = ${revisionId} and product_keys is distinct from ${keys}::text[]`.execute(
    trx,
  );
}
