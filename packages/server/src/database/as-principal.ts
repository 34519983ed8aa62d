import { sql } from 'kysely';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { APPLICATION_ROLE } from './application-role.ts';
import type { Database, Transaction } from './open-database.ts';

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
    // Roles hold no comma; what a forged one would say is cut off with it.
    const roles = 'roles' in principal ? (principal.roles ?? []).filter((role) => !role.includes(',')).join(',') : '';
    const account = 'accountId' in principal ? (principal.accountId ?? '') : '';
    const provider = providerOf(principal) ?? '';
    const branch = principal.kind === 'branch' ? principal.branchId : '';
    const institution = 'institutionId' in principal ? principal.institutionId : '';
    const contact = principal.kind === 'link' ? principal.contactId : '';
    const warning = principal.kind === 'link' ? principal.warningId : '';
    const assurance = 'assurance' in principal ? (principal.assurance ?? '') : '';
    await sql`select set_config('role', ${APPLICATION_ROLE}, true), set_config('app.principal_kind', ${principal.kind}, true),
      set_config('app.institution_id', ${institution}, true), set_config('app.contact_id', ${contact}, true),
      set_config('app.warning_id', ${warning}, true), set_config('app.assurance', ${assurance}, true),
      set_config('app.account_id', ${account}, true), set_config('app.roles', ${roles}, true),
      set_config('app.provider_id', ${provider}, true), set_config('app.branch_id', ${branch}, true)`.execute(transaction);
    return work(transaction);
  });
}

function providerOf(principal: Principal): string | undefined {
  if (principal.kind === 'provider') return principal.providerId;
  return principal.kind === 'institution' ? principal.onBehalf?.providerId : undefined;
}

/** As Forewarn itself; `name` is the job or command, as the audit trail shows it. */
export function asSystem<Outcome>(
  database: Database,
  name: string,
  work: (transaction: Transaction) => Promise<Outcome>,
): Promise<Outcome> {
  return asPrincipal(database, { kind: 'system', name }, work);
}
