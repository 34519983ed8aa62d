import { sql } from 'kysely';
import type { Transaction } from './open-database.ts';

/** One at a time does this to that, until the end of its transaction: what is counted or ordered first and then changed, as "feeds of ID". */
export async function holdTurn(trx: Transaction, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`.execute(trx);
}
