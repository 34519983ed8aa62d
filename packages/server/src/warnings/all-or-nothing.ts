import { isRefusal, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Database, Transaction } from '../database/open-database.ts';

/** Carries a refusal out of a transaction, so that it is rolled back. */
class RefusedMidway extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** As `asPrincipal`, for work of several steps: a refusal by a later step undoes what the earlier ones wrote. */
export async function allOrNothing<Outcome>(
  database: Database,
  principal: Principal,
  work: (trx: Transaction) => Promise<Outcome | Refusal>,
): Promise<Outcome | Refusal> {
  try {
    return await asPrincipal(database, principal, async (trx) => {
      const outcome = await work(trx);
      if (isRefusal(outcome)) throw new RefusedMidway(outcome);
      return outcome;
    });
  } catch (cause) {
    if (cause instanceof RefusedMidway) return cause.refusal;
    throw cause;
  }
}
