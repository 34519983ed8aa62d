import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Told } from './sign-in-notices.ts';

export type RecoveryRow = {
  readonly id: string;
  readonly accountId: string;
  readonly account: string;
  readonly startedBy: string;
  readonly starter: string;
  readonly startedAt: Instant;
  readonly confirmedAt: Instant | null;
  readonly usedAt: Instant | null;
  readonly stoppedAt: Instant | null;
};

const RECOVERY = sql`select r.id, r.account_id as "accountId", a.name as account, r.started_by as "startedBy", s.name as starter, r.started_at as "startedAt",
    r.confirmed_at as "confirmedAt", r.used_at as "usedAt", r.stopped_at as "stoppedAt"
  from forewarn.recoveries r join forewarn.accounts a on a.id = r.account_id join forewarn.accounts s on s.id = r.started_by`;

/** Held until the transaction ends: two officers at once are two in a row. */
export async function findRecovery(trx: Transaction, id: string): Promise<RecoveryRow | undefined> {
  const found = await sql<RecoveryRow>`${RECOVERY} where r.id = ${id} for update of r`.execute(trx);
  return found.rows[0];
}

export async function listRecoveries(trx: Transaction, since: Instant): Promise<readonly RecoveryRow[]> {
  const found = await sql<RecoveryRow>`${RECOVERY} where r.started_at > ${since} and r.used_at is null and r.stopped_at is null
    order by r.started_at limit 200`.execute(trx);
  return found.rows;
}

/** What an older recovery of the account left over ends with the new one. */
export async function stopOthers(trx: Transaction, accountId: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.recoveries set stopped_at = ${at}, stopped_by = ${by}
    where account_id = ${accountId} and used_at is null and stopped_at is null`.execute(trx);
}

export async function insertRecovery(
  trx: Transaction,
  recovery: { readonly id: string; readonly accountId: string; readonly startedBy: string; readonly startedAt: Instant },
): Promise<void> {
  await sql`insert into forewarn.recoveries (id, account_id, started_by, started_at)
    values (${recovery.id}, ${recovery.accountId}, ${recovery.startedBy}, ${recovery.startedAt})`.execute(trx);
}

export async function markConfirmed(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.recoveries set confirmed_by = ${by}, confirmed_at = ${at} where id = ${id}`.execute(trx);
}

export async function markStopped(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.recoveries set stopped_by = ${by}, stopped_at = ${at} where id = ${id}`.execute(trx);
}

/** Everybody who would know that it is not right: the person, all contacts of the institution, for the CERT's own its administrators. */
export async function listAsked(trx: Transaction, accountId: string): Promise<readonly Told[]> {
  const found = await sql<Told>`select 'account' as kind, ${accountId}::uuid as id
    union select 'contact', c.id from forewarn.contacts c join forewarn.accounts a on a.institution_id = c.institution_id
      where a.id = ${accountId} and c.removed_at is null and c.email is not null
    union select 'account', o.id from forewarn.accounts o join forewarn.accounts a on a.id = ${accountId} and a.kind = 'cert'
      where o.kind = 'cert' and o.disabled_at is null and 'administrator' = any(o.roles)
    limit 500`.execute(trx);
  return found.rows;
}
