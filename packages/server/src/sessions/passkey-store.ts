import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type PasskeyRow = {
  readonly id: string;
  readonly accountId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly isSynchronised: boolean;
  readonly transports: readonly string[];
  readonly name: string;
  readonly madeAt: Instant;
  readonly usedAt: Instant | null;
  readonly suspectAt: Instant | null;
};

const PASSKEY = sql`id, account_id as "accountId", credential_id as "credentialId", public_key as "publicKey", counter::float8 as counter,
  is_synchronised as "isSynchronised", transports, name, made_at as "madeAt", used_at as "usedAt", suspect_at as "suspectAt"`;

export async function listPasskeys(trx: Transaction, accountId: string): Promise<readonly PasskeyRow[]> {
  const found = await sql<PasskeyRow>`select ${PASSKEY} from forewarn.passkeys where account_id = ${accountId} and removed_at is null
    order by made_at limit 100`.execute(trx);
  return found.rows;
}

/** Held until the transaction ends: two uses at once are two in a row. */
export async function findPasskey(trx: Transaction, credentialId: string): Promise<PasskeyRow | undefined> {
  const found = await sql<PasskeyRow>`select ${PASSKEY} from forewarn.passkeys where credential_id = ${credentialId} and removed_at is null
    for update`.execute(trx);
  return found.rows[0];
}

/** One of an account's own, also where it was removed since then; held until the transaction ends. */
export async function findOwnPasskey(
  trx: Transaction,
  { id, accountId, removedSince }: { readonly id: string; readonly accountId: string; readonly removedSince: Instant },
): Promise<(PasskeyRow & { readonly removedAt: Instant | null }) | undefined> {
  const found = await sql<PasskeyRow & { removedAt: Instant | null }>`select ${PASSKEY}, removed_at as "removedAt" from forewarn.passkeys
    where id = ${id} and account_id = ${accountId} and (removed_at is null or removed_at >= ${removedSince}) for update`.execute(trx);
  return found.rows[0];
}

export async function updatePasskey(trx: Transaction, id: string, name: string): Promise<void> {
  await sql`update forewarn.passkeys set name = ${name}, removed_at = null where id = ${id}`.execute(trx);
}

/** False: somebody has this key already. */
export async function insertPasskey(trx: Transaction, key: PasskeyRow): Promise<boolean> {
  const made =
    await sql`insert into forewarn.passkeys (id, account_id, credential_id, public_key, counter, is_synchronised, transports, name, made_at)
    values (${key.id}, ${key.accountId}, ${key.credentialId}, ${key.publicKey}, ${key.counter}, ${key.isSynchronised}, ${key.transports}::text[], ${key.name}, ${key.madeAt})
    on conflict (credential_id) do nothing`.execute(trx);
  return made.numAffectedRows === 1n;
}

export async function markUsed(trx: Transaction, id: string, counter: number, isSynchronised: boolean, at: Instant): Promise<void> {
  await sql`update forewarn.passkeys set counter = ${counter}, is_synchronised = ${isSynchronised}, used_at = ${at} where id = ${id}`.execute(
    trx,
  );
}

export async function markSuspect(trx: Transaction, id: string, at: Instant): Promise<void> {
  await sql`update forewarn.passkeys set suspect_at = coalesce(suspect_at, ${at}) where id = ${id}`.execute(trx);
}

export async function markRemoved(trx: Transaction, id: string, at: Instant): Promise<void> {
  await sql`update forewarn.passkeys set removed_at = ${at} where id = ${id}`.execute(trx);
}

export type ChallengeRow = { readonly accountId: string | null; readonly challenge: string };

export async function insertChallenge(
  trx: Transaction,
  asked: ChallengeRow & {
    readonly id: string;
    readonly kind: 'sign-in' | 'add';
    readonly browserSha256: Uint8Array;
    readonly endsAt: Instant;
  },
): Promise<void> {
  await sql`insert into forewarn.passkey_challenges (id, kind, browser_sha256, account_id, challenge, ends_at)
    values (${asked.id}, ${asked.kind}, ${Buffer.from(asked.browserSha256)}, ${asked.accountId}, ${asked.challenge}, ${asked.endsAt})`.execute(
    trx,
  );
}

/** Takes the challenge that this browser was given: whoever comes second finds none. */
export async function takeChallenge(
  trx: Transaction,
  { kind, browserSha256, challenge }: { readonly kind: 'sign-in' | 'add'; readonly browserSha256: Uint8Array; readonly challenge: string },
  now: Instant,
): Promise<ChallengeRow | undefined> {
  const taken = await sql<ChallengeRow>`update forewarn.passkey_challenges set used_at = ${now}
    where browser_sha256 = ${Buffer.from(browserSha256)} and kind = ${kind} and challenge = ${challenge} and used_at is null and ends_at > ${now}
    returning account_id as "accountId", challenge`.execute(trx);
  return taken.rows[0];
}

/** The account that a one-time code makes a passkey for, while it counts. */
export async function findOneTimeCode(trx: Transaction, sha256: Uint8Array, now: Instant): Promise<string | undefined> {
  const found = await sql<{ accountId: string }>`select account_id as "accountId" from forewarn.one_time_codes
    where code_sha256 = ${Buffer.from(sha256)} and used_at is null and ends_at > ${now}
      and (recovery_id is null or exists (select from forewarn.recoveries r where r.id = recovery_id and r.stopped_at is null and r.used_at is null))
    for update`.execute(trx);
  return found.rows[0]?.accountId;
}

/** With the recovery that it came of; whether there was one. */
export async function markCodeUsed(trx: Transaction, sha256: Uint8Array, at: Instant): Promise<{ readonly isRecovery: boolean }> {
  const used = await sql<{
    recoveryId: string | null;
  }>`update forewarn.one_time_codes set used_at = ${at} where code_sha256 = ${Buffer.from(sha256)}
    returning recovery_id as "recoveryId"`.execute(trx);
  const recoveryId = used.rows[0]?.recoveryId ?? null;
  if (recoveryId === null) return { isRecovery: false };
  await sql`update forewarn.recoveries set used_at = ${at} where id = ${recoveryId}`.execute(trx);
  return { isRecovery: true };
}

export async function insertOneTimeCode(
  trx: Transaction,
  code: {
    readonly id: string;
    readonly sha256: Uint8Array;
    readonly accountId: string;
    readonly madeAt: Instant;
    readonly endsAt: Instant;
    /** Where two persons of the CERT agreed to it. */
    readonly recoveryId?: string;
  },
): Promise<void> {
  await sql`insert into forewarn.one_time_codes (id, code_sha256, account_id, made_at, ends_at, recovery_id)
    values (${code.id}, ${Buffer.from(code.sha256)}, ${code.accountId}, ${code.madeAt}, ${code.endsAt}, ${code.recoveryId ?? null})`.execute(
    trx,
  );
}

/** The code that lets an account make its first passkey, where one is still waiting. */
export async function findWaitingCode(
  trx: Transaction,
  accountId: string,
  now: Instant,
): Promise<{ readonly id: string; readonly sha256: Uint8Array; readonly endsAt: Instant } | undefined> {
  const found = await sql<{
    id: string;
    sha256: Uint8Array;
    endsAt: Instant;
  }>`select id, code_sha256 as sha256, ends_at as "endsAt" from forewarn.one_time_codes
    where account_id = ${accountId} and recovery_id is null and used_at is null and ends_at > ${now} order by made_at desc limit 1`.execute(
    trx,
  );
  return found.rows[0];
}
