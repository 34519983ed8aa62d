import { sql } from 'kysely';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { APPLICATION_ROLE } from './application-role.ts';
import type { Database, Transaction } from './open-database.ts';
import { principalSettings } from './principal-settings.ts';

/**
 * The one way to read or write: a transaction as the application's role and as this principal. Row policies read the
 * settings made here; they end with the transaction, so they hold behind a pooler too. One round trip.
 */
export async function asPrincipal<Outcome>(
  database: Database,
  principal: Principal,
  work: (transaction: Transaction) => Promise<Outcome>,
): Promise<Outcome> {
  return database.kysely.transaction().execute(async (transaction) => {
    const is = principalSettings(principal);
    await sql`select set_config('role', ${APPLICATION_ROLE}, true), set_config('app.principal_kind', ${is.principal_kind}, true),
      set_config('app.institution_id', ${is.institution_id}, true), set_config('app.contact_id', ${is.contact_id}, true),
      set_config('app.warning_id', ${is.warning_id}, true), set_config('app.assurance', ${is.assurance}, true),
      set_config('app.account_id', ${is.account_id}, true), set_config('app.roles', ${is.roles}, true),
      set_config('app.provider_id', ${is.provider_id}, true), set_config('app.branch_id', ${is.branch_id}, true)`.execute(transaction);
    return work(transaction);
  });
}

/** As Forewarn itself; `name` is the job or command, as the audit trail shows it. */
export function asSystem<Outcome>(
  database: Database,
  name: string,
  work: (transaction: Transaction) => Promise<Outcome>,
): Promise<Outcome> {
  return asPrincipal(database, { kind: 'system', name }, work);
}
