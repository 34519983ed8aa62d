import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { SigningAccount } from './signing-account.ts';

/** As JSON, so that what an account does not have is absent. Programs have tokens and never sign in. */
export const SIGNING_ACCOUNT = sql`json_strip_nulls(json_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'email', coalesce(a.email, ''),
  'roles', a.roles, 'institutionId', a.institution_id, 'providerId', a.provider_id, 'supplier', a.supplier, 'branchId', a.branch_id,
  'rightsVersion', a.rights_version, 'signsInAs', a.signs_in_as,
  'language', coalesce((select c.language from forewarn.contacts c where c.id = a.contact_id),
    (select i.language from forewarn.institutions i where i.id = a.institution_id), 'nl')))`;

/** Those that may sign in alone. */
export async function findAccount(trx: Transaction, id: string): Promise<SigningAccount | undefined> {
  const found = await sql<{ account: SigningAccount }>`select ${SIGNING_ACCOUNT} as account from forewarn.accounts a
    where a.id = ${id} and a.disabled_at is null and a.kind <> 'service'`.execute(trx);
  return found.rows[0]?.account;
}

export async function findAccountByEmail(trx: Transaction, email: string): Promise<SigningAccount | undefined> {
  const found = await sql<{ account: SigningAccount }>`select ${SIGNING_ACCOUNT} as account from forewarn.accounts a
    where a.email = ${email.toLowerCase()} and a.disabled_at is null and a.kind <> 'service'`.execute(trx);
  return found.rows[0]?.account;
}

/** The account of another institution that somebody opens by signing in as this one. */
export async function findOpenedBy(trx: Transaction, accountId: string, institutionId: string): Promise<SigningAccount | undefined> {
  const found = await sql<{ account: SigningAccount }>`select ${SIGNING_ACCOUNT} as account from forewarn.accounts a
    where a.signs_in_as = ${accountId} and a.institution_id = ${institutionId} and a.kind = 'institution' and a.disabled_at is null`.execute(
    trx,
  );
  return found.rows[0]?.account;
}

/** Of which other institutions somebody who signs in as this account has an account. */
export async function listOpenedBy(
  trx: Transaction,
  accountId: string,
): Promise<readonly { readonly accountId: string; readonly institutionId: string; readonly institution: string }[]> {
  const found = await sql<{
    accountId: string;
    institutionId: string;
    institution: string;
  }>`select a.id as "accountId", a.institution_id as "institutionId", i.name as institution
    from forewarn.accounts a join forewarn.institutions i on i.id = a.institution_id
    where a.signs_in_as = ${accountId} and a.disabled_at is null order by i.name limit 200`.execute(trx);
  return found.rows;
}

/** False: the address is another account's. */
export async function insertAccount(
  trx: Transaction,
  account: Omit<SigningAccount, 'rightsVersion' | 'language'>,
  createdAt: Instant,
): Promise<boolean> {
  const made = await sql`insert into forewarn.accounts (id, kind, name, email, roles, institution_id, created_at)
    values (${account.id}, ${account.kind}, ${account.name}, ${account.email}, ${account.roles}::text[], ${account.institutionId ?? null}, ${createdAt})
    on conflict (email) do nothing`.execute(trx);
  return made.numAffectedRows === 1n;
}

export async function markDisabled(trx: Transaction, id: string, at: Instant): Promise<void> {
  await sql`update forewarn.accounts set disabled_at = ${at}, rights_version = rights_version + 1 where id = ${id} and disabled_at is null`.execute(
    trx,
  );
}

/** What it may from now on; its sessions compare the number that goes up, which comes back. */
export async function updateRoles(trx: Transaction, id: string, roles: readonly string[]): Promise<number> {
  const changed = await sql<{ version: number }>`update forewarn.accounts set roles = ${roles}::text[], rights_version = rights_version + 1
    where id = ${id} returning rights_version as version`.execute(trx);
  return changed.rows[0]?.version ?? 0;
}

/**
 * Whether this account is the last that administers the CERT. Administrators are held until the transaction ends: two who end each other at
 * once are two in a row.
 */
export async function isLastAdministrator(trx: Transaction, id: string): Promise<boolean> {
  const found = await sql<{ id: string }>`select id from forewarn.accounts
    where kind = 'cert' and disabled_at is null and 'administrator' = any(roles) order by id for update`.execute(trx);
  return found.rows.length === 1 && found.rows[0]?.id === id;
}
