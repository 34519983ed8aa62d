import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** Current lines of an inventory, these or all, were looked at now. How many. */
export async function checkItems(
  trx: Transaction,
  inventoryId: string,
  keys: readonly string[] | undefined,
  now: Instant,
): Promise<number> {
  const checked =
    await sql`update forewarn.inventory_items set checked_at = ${now} where inventory_id = ${inventoryId} and last_snapshot is null
    ${keys === undefined ? sql`` : sql`and key = any(${keys}::text[])`}`.execute(trx);
  return Number(checked.numAffectedRows ?? 0n);
}

/** When any current line of the institution was last looked at; undefined where it has none. */
export async function lastChecked(trx: Transaction, institutionId: string): Promise<Instant | undefined> {
  const found = await sql<{ at: Instant | null }>`select max(checked_at) as at from forewarn.inventory_items
    where institution_id = ${institutionId} and last_snapshot is null`.execute(trx);
  return found.rows[0]?.at ?? undefined;
}
