import { sql } from 'kysely';
import type { Account } from '@forewarn/core/institutions/account.ts';
import type { Transaction } from '../database/open-database.ts';
import { SIGNING_ACCOUNT } from './account-store.ts';

export async function findAccountOfCertificate(trx: Transaction, sha256: Uint8Array): Promise<Account | undefined> {
  const found = await sql<{ account: Account }>`select ${SIGNING_ACCOUNT} as account from forewarn.accounts a
    where a.certificate_sha256 = ${Buffer.from(sha256)} and a.kind = 'service' and a.disabled_at is null`.execute(trx);
  return found.rows[0]?.account;
}

/** A program that whoever asks may keep: row policies decide. */
export async function findProgram(trx: Transaction, id: string): Promise<{ readonly institutionId: string | null } | undefined> {
  const found = await sql<{ institutionId: string | null }>`select institution_id as "institutionId" from forewarn.accounts
    where id = ${id} and kind = 'service' and disabled_at is null for update`.execute(trx);
  return found.rows[0];
}

/** False: the certificate is another program's. Null unbinds. */
export async function bindCertificate(trx: Transaction, id: string, sha256: Uint8Array | null): Promise<boolean> {
  const bytes = sha256 === null ? null : Buffer.from(sha256);
  const bound = await sql`update forewarn.accounts set certificate_sha256 = ${bytes} where id = ${id}
    and not exists (select from forewarn.accounts o where o.certificate_sha256 = ${bytes} and o.id <> ${id})`.execute(trx);
  return Number(bound.numAffectedRows ?? 0) === 1;
}
