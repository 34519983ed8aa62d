import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type RevisionInForce = { readonly advisoryId: string; readonly revisionId: string };

/** Latest revisions of advisories in force that share a product key, by advisory. By index, also behind row policies (migration 0003). */
export async function findRevisions(trx: Transaction, keys: readonly string[]): Promise<readonly RevisionInForce[]> {
  if (keys.length === 0) return [];
  const found = await sql<{ advisory_id: string; revision_id: string }>`select advisory_id, revision_id
    from forewarn.revisions_with_product_keys(${keys}::text[])`.execute(trx);
  return found.rows.map((row) => ({ advisoryId: row.advisory_id, revisionId: row.revision_id }));
}

/** The revision in force without its content: which document it is, and under which keys its products are found. */
export type RevisionShown = {
  readonly revisionId: string;
  readonly productKeys: readonly string[];
  readonly title: string;
  readonly publisher: string;
  readonly trackingId: string;
  readonly trackingVersion: string;
  /** As the publisher dates it; absent where it does not. */
  readonly releasedAt?: Instant;
  readonly withdrawnAt?: Instant;
};

export async function findRevisionInForce(trx: Transaction, advisoryId: string): Promise<RevisionShown | undefined> {
  const found = await sql<{
    id: string;
    product_keys: readonly string[];
    title: string;
    publisher_name: string;
    tracking_id: string;
    tracking_version: string;
    current_release_at: Instant | null;
    withdrawn_at: Instant | null;
  }>`select r.id, r.product_keys, r.title, a.publisher_name, a.tracking_id, r.tracking_version, r.current_release_at, a.withdrawn_at
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id where a.id = ${advisoryId}`.execute(trx);
  const [row] = found.rows;
  return row === undefined
    ? undefined
    : {
        revisionId: row.id,
        productKeys: row.product_keys,
        title: row.title,
        publisher: row.publisher_name,
        trackingId: row.tracking_id,
        trackingVersion: row.tracking_version,
        releasedAt: row.current_release_at ?? undefined,
        withdrawnAt: row.withdrawn_at ?? undefined,
      };
}

/** Gives a revision its product keys anew. */
export async function writeRevisionKeys(trx: Transaction, revisionId: string, keys: readonly string[]): Promise<void> {
  await sql`update forewarn.advisory_revisions set product_keys = ${keys}::text[] where id = ${revisionId} and product_keys is distinct from ${keys}::text[]`.execute(
    trx,
  );
}
