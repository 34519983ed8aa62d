import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type ExternalSignIn = { readonly id: string; readonly provider: string; readonly again: boolean; readonly askedAt: Instant };

export async function insertExternalSignIn(
  trx: Transaction,
  asked: ExternalSignIn & { readonly browserSha256: Uint8Array; readonly stateSha256: Uint8Array; readonly endsAt: Instant },
): Promise<void> {
  await sql`insert into forewarn.external_sign_ins (id, provider, browser_sha256, state_sha256, again, asked_at, ends_at)
    values (${asked.id}, ${asked.provider}, ${Buffer.from(asked.browserSha256)}, ${Buffer.from(asked.stateSha256)}, ${asked.again}, ${asked.askedAt},
      ${asked.endsAt})`.execute(trx);
}

/** Uses up what this browser began at this service: whoever comes second finds none. */
export async function takeExternalSignIn(
  trx: Transaction,
  {
    provider,
    browserSha256,
    stateSha256,
  }: { readonly provider: string; readonly browserSha256: Uint8Array; readonly stateSha256: Uint8Array },
  now: Instant,
): Promise<ExternalSignIn | undefined> {
  const taken = await sql<ExternalSignIn>`update forewarn.external_sign_ins set used_at = ${now}
    where browser_sha256 = ${Buffer.from(browserSha256)} and state_sha256 = ${Buffer.from(stateSha256)} and provider = ${provider}
      and used_at is null and ends_at > ${now}
    returning id, provider, again, asked_at as "askedAt"`.execute(trx);
  return taken.rows[0];
}

/** The account that the service means by this name; held until the transaction ends. */
export async function findExternalAccount(trx: Transaction, issuer: string, subject: string): Promise<string | undefined> {
  const found = await sql<{ accountId: string }>`select account_id as "accountId" from forewarn.external_identities
    where issuer = ${issuer} and subject = ${subject} for update`.execute(trx);
  return found.rows[0]?.accountId;
}

/** Whether the account is somebody to this service already. */
export async function hasExternalIdentity(trx: Transaction, accountId: string, issuer: string): Promise<boolean> {
  const found =
    await sql`select 1 from forewarn.external_identities where account_id = ${accountId} and issuer = ${issuer} limit 1`.execute(trx);
  return found.rows.length > 0;
}

export async function insertExternalIdentity(
  trx: Transaction,
  identity: { readonly id: string; readonly accountId: string; readonly issuer: string; readonly subject: string },
  now: Instant,
): Promise<void> {
  await sql`insert into forewarn.external_identities (id, account_id, issuer, subject, linked_at, used_at)
    values (${identity.id}, ${identity.accountId}, ${identity.issuer}, ${identity.subject}, ${now}, ${now})`.execute(trx);
}

export async function touchExternalIdentity(trx: Transaction, issuer: string, subject: string, now: Instant): Promise<void> {
  await sql`update forewarn.external_identities set used_at = ${now} where issuer = ${issuer} and subject = ${subject}`.execute(trx);
}
