import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

/** Undefined once it was used, stopped, or is over. */
export async function findOpenRecovery(
  trx: Transaction,
  id: string,
  since: Instant,
): Promise<{ readonly account: string; readonly startedAt: Instant } | undefined> {
  const found = await sql<{ account: string; startedAt: Instant }>`select a.name as account, r.started_at as "startedAt"
    from forewarn.recoveries r join forewarn.accounts a on a.id = r.account_id
    where r.id = ${id} and r.used_at is null and r.stopped_at is null and r.started_at > ${since}`.execute(trx);
  return found.rows[0];
}

/** The name of whose key it is. */
export async function findAccountOfPasskey(trx: Transaction, passkeyId: string): Promise<string | undefined> {
  const found = await sql<{ name: string }>`select a.name from forewarn.passkeys p join forewarn.accounts a on a.id = p.account_id
    where p.id = ${passkeyId} and p.removed_at is null`.execute(trx);
  return found.rows[0]?.name;
}

export async function findContactAddress(
  trx: Transaction,
  id: string,
): Promise<{ id: string; name: string; email: string; language: 'nl' | 'en'; institutionId: string } | undefined> {
  const found = await sql<{ id: string; name: string; email: string; language: 'nl' | 'en'; institutionId: string }>`
    select c.id, c.name, c.email, coalesce(c.language, i.language, 'nl') as language, c.institution_id as "institutionId"
    from forewarn.contacts c join forewarn.institutions i on i.id = c.institution_id
    where c.id = ${id} and c.removed_at is null and c.email is not null`.execute(trx);
  return found.rows[0];
}
