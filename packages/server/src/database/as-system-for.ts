import { sql } from 'kysely';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { InternalFault } from '../internal-fault.ts';
import { asPrincipal, asSystem } from './as-principal.ts';
import type { Database, Transaction } from './open-database.ts';

/**
 * As Forewarn itself, for somebody who asked: what no row policy can give a principal (a number over all members, the recovery of an
 * account). The database is asked first whether it knows them as the same kind, institution and branch as the handler does, so that a
 * handler that was told wrong counts and changes nothing. Throws where they differ.
 */
export async function asSystemFor<Outcome>(
  database: Database,
  principal: Principal,
  name: string,
  work: (transaction: Transaction) => Promise<Outcome>,
): Promise<Outcome> {
  const institution = 'institutionId' in principal ? principal.institutionId : null;
  const branch = principal.kind === 'branch' ? principal.branchId : null;
  await asPrincipal(database, principal, async (transaction) => {
    const { rows } = await sql<{ same: boolean }>`select forewarn.principal_kind() = ${principal.kind}
      and forewarn.principal_institution() is not distinct from ${institution}::uuid
      and forewarn.principal_branch() is not distinct from ${branch}::uuid as same`.execute(transaction);
    if (rows[0]?.same !== true) throw new InternalFault(`${name}: the database knows somebody else than the handler does`);
  });
  return asSystem(database, name, work);
}
