import { sql } from 'kysely';
import type { Transaction } from './open-database.ts';

/** Every column that holds sealed text: where rotation goes. Each has a constraint in its migration that refuses a plain text. */
export const SEALED_COLUMNS = [
  { table: 'contacts', column: 'webhook_secret', key: 'id' },
  { table: 'contacts', column: 'chat_url', key: 'id' },
  { table: 'push_subscriptions', column: 'auth', key: 'id' },
  { table: 'service_desks', column: 'password', key: 'institution_id' },
] as const;
export type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** A text that is not sealed under the wanted key yet. */
export type StoredSecret = { readonly key: string; readonly text: string };

/** What is not sealed under this key, by row, after `after`; locked against others until the transaction ends. */
export async function findSealedOtherwise(
  trx: Transaction,
  { table, column, key }: SealedColumn,
  keyId: string,
  after: string,
  limit: number,
): Promise<readonly StoredSecret[]> {
  const found = await sql<StoredSecret>`select ${sql.ref(key)}::text as key, ${sql.ref(column)} as text from ${sql.id('forewarn', table)}
    where ${sql.ref(column)} is not null and ${sql.ref(column)} not like ${`fws1.${keyId}.%`} and ${sql.ref(key)}::text > ${after}
    order by ${sql.ref(key)}::text limit ${limit} for update`.execute(trx);
  return found.rows;
}

export async function replaceSealed(trx: Transaction, { table, column, key }: SealedColumn, rows: readonly StoredSecret[]): Promise<void> {
  await sql`update ${sql.id('forewarn', table)} t set ${sql.ref(column)} = x.text
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(key text, text text) where t.${sql.ref(key)}::text = x.key`.execute(trx);
}

/** How many texts are sealed under each key; '' stands for texts that are not sealed. */
export async function countSealed(trx: Transaction, { table, column }: SealedColumn): Promise<ReadonlyMap<string, number>> {
  const counted = await sql<{
    key: string;
    count: number;
  }>`select coalesce(substring(${sql.ref(column)} from '^fws1[.]([0-9a-f]{8})[.]'), '') as key,
      count(*)::int as count from ${sql.id('forewarn', table)} where ${sql.ref(column)} is not null group by 1`.execute(trx);
  return new Map(counted.rows.map(({ key, count }) => [key, count]));
}
