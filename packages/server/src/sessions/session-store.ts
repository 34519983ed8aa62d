import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Assurance } from '@forewarn/core/institutions/sign-in-limits.ts';
import type { Transaction } from '../database/open-database.ts';
import { SIGNING_ACCOUNT } from './account-store.ts';
import type { SigningAccount } from './signing-account.ts';

export type SessionRow = {
  readonly id: string;
  readonly accountId: string;
  readonly assurance: Assurance;
  readonly begunAt: Instant;
  readonly usedAt: Instant;
  readonly provedAt: Instant;
  readonly network: string;
  readonly device: string;
};

const SESSION = sql`s.id, s.account_id as "accountId", s.assurance, s.begun_at as "begunAt", s.used_at as "usedAt", s.proved_at as "provedAt", s.network, s.device`;

export async function insertSession(
  trx: Transaction,
  session: SessionRow & { readonly sha256: Uint8Array; readonly rightsVersion: number },
): Promise<void> {
  await sql`insert into forewarn.sessions (id, token_sha256, account_id, rights_version, assurance, begun_at, used_at, proved_at, network, device)
    values (${session.id}, ${Buffer.from(session.sha256)}, ${session.accountId}, ${session.rightsVersion}, ${session.assurance}, ${session.begunAt}, ${session.usedAt},
      ${session.provedAt}, ${session.network}, ${session.device})`.execute(trx);
}

/** With whose it is; none where the account may not sign in any more, or may something else than when it began. */
export async function findSession(
  trx: Transaction,
  sha256: Uint8Array,
): Promise<{ session: SessionRow; account: SigningAccount } | undefined> {
  const found = await sql<SessionRow & { account: SigningAccount }>`select ${SESSION}, ${SIGNING_ACCOUNT} as account
    from forewarn.sessions s join forewarn.accounts a on a.id = s.account_id and a.disabled_at is null and a.rights_version = s.rights_version
    where s.token_sha256 = ${Buffer.from(sha256)} and s.ended_at is null`.execute(trx);
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const { account, ...session } = row;
  return { session, account };
}

/** Those that were not ended; some may be too old to open anything. */
export async function listSessions(trx: Transaction, accountId: string): Promise<readonly SessionRow[]> {
  const found = await sql<SessionRow>`select ${SESSION} from forewarn.sessions s
    join forewarn.accounts a on a.id = s.account_id and a.rights_version = s.rights_version
    where s.account_id = ${accountId} and s.ended_at is null order by s.begun_at desc, s.id desc limit 200`.execute(trx);
  return found.rows;
}

export async function touchSession(trx: Transaction, id: string, usedAt: Instant): Promise<void> {
  await sql`update forewarn.sessions set used_at = ${usedAt} where id = ${id}`.execute(trx);
}

/** A new secret for the same session, proved then. */
export async function renewSession(
  trx: Transaction,
  id: string,
  sha256: Uint8Array,
  assurance: Assurance,
  now: Instant,
  provedAt: Instant,
): Promise<void> {
  await sql`update forewarn.sessions set token_sha256 = ${Buffer.from(sha256)}, proved_at = ${provedAt}, used_at = ${now}, assurance = ${assurance}
    where id = ${id} and ended_at is null`.execute(trx);
}

/** Ends one of an account, or all, or all but one; their ids. */
export async function markEnded(
  trx: Transaction,
  which: { readonly accountId: string; readonly id?: string; readonly except?: string },
  because: string,
  now: Instant,
): Promise<readonly string[]> {
  const ended = await sql<{ id: string }>`update forewarn.sessions set ended_at = ${now}, ended_because = ${because}
    where account_id = ${which.accountId} and ended_at is null and (${which.id ?? null}::uuid is null or id = ${which.id ?? null}::uuid)
      and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid) returning id`.execute(trx);
  return ended.rows.map(({ id }) => id);
}

/** Ends all there are; how many. */
export async function markAllEnded(trx: Transaction, because: string, now: Instant): Promise<number> {
  const ended = await sql`update forewarn.sessions set ended_at = ${now}, ended_because = ${because} where ended_at is null`.execute(trx);
  return Number(ended.numAffectedRows ?? 0n);
}

/** Whether this account was signed in from this network before. */
export async function knowsNetwork(trx: Transaction, accountId: string, network: string): Promise<boolean> {
  const found = await sql`select 1 from forewarn.sessions where account_id = ${accountId} and network = ${network} limit 1`.execute(trx);
  return found.rows.length > 0;
}
