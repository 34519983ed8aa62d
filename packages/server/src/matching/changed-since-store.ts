import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/**
 * Of these institutions, those that sent an inventory, told what is in a line, or began a relation at or after a moment; in the order of their
 * ids. By index: of each inventory its newest snapshot alone is looked at. For staff.
 */
export async function findChangedSince(trx: Transaction, institutionIds: readonly string[], since: Instant): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select i.id from unnest(${institutionIds}::uuid[]) as i(id)
    where exists (select from forewarn.inventories v
        cross join lateral (select received_at from forewarn.inventory_snapshots n where n.inventory_id = v.id order by n.sequence desc limit 1) s
        where v.institution_id = i.id and s.received_at >= ${since}::timestamptz)
      or exists (select from forewarn.item_contents c where c.institution_id = i.id and c.received_at >= ${since}::timestamptz)
      or exists (select from forewarn.inventory_relations r
        where r.institution_id = i.id and r.ended_at is null and r.begun_at >= ${since}::timestamptz)
    order by 1`.execute(trx);
  return found.rows.map(({ id }) => id);
}
