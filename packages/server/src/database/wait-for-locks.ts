import { sql } from 'kysely';
import type { Transaction } from './open-database.ts';

/** The code of PostgreSQL (appendix A) for a lock that was not had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** From here on no statement of this transaction waits longer for a lock that somebody else holds; it fails (`isLockNotHad`). */
export async function waitForLocks(trx: Transaction, ms: number): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(ms)}, true)`.execute(trx);
}

export function isLockNotHad(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE;
}
