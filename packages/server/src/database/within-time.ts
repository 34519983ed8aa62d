import { sql } from 'kysely';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from './as-principal.ts';
import type { Database, Transaction } from './open-database.ts';

/** query_canceled (PostgreSQL, Appendix A): what `statement_timeout` ends a statement with. */
const CANCELED = '57014';

/**
 * As `asPrincipal`, for what outsiders may make as costly as they like: each statement may take this long, and is then ended in the database too, so
 * that nobody keeps a connection busy after giving up. The limit ends with the transaction. Refusal: `too-costly`.
 */
export async function withinTime<Outcome>(
  database: Database,
  principal: Principal,
  statementMsMax: number,
  work: (transaction: Transaction) => Promise<Outcome>,
): Promise<Outcome | Refusal> {
  try {
    return await asPrincipal(database, principal, async (trx) => {
      await sql`select set_config('statement_timeout', ${String(statementMsMax)}, true)`.execute(trx);
      return work(trx);
    });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === CANCELED)) throw cause;
    return refuse(
      'too-costly',
      `This search takes longer than ${statementMsMax / 1_000} seconds, so it was ended.`,
      'Search for less at once: one field, a shorter text, or with a filter beside it (publisher, label, dates).',
    );
  }
}
