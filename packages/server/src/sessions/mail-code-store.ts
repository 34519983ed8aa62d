import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { AskedBefore } from '@forewarn/core/institutions/sign-in-by-mail.ts';
import type { Transaction } from '../database/open-database.ts';

export type CodeRequestRow = {
  readonly id: string;
  readonly browserSha256: Buffer;
  readonly email: string;
  readonly network: string;
  readonly accountId: string | null;
  readonly endsAt: Instant;
  readonly usedAt: Instant | null;
  readonly wrongHere: number;
  readonly wrongElsewhere: number;
};

const REQUEST = sql`id, browser_sha256 as "browserSha256", email, network, account_id as "accountId", ends_at as "endsAt", used_at as "usedAt",
  wrong_here as "wrongHere", wrong_elsewhere as "wrongElsewhere"`;

export async function insertCodeRequest(
  trx: Transaction,
  asked: {
    readonly id: string;
    readonly browserSha256: Uint8Array;
    readonly shortCode: string;
    readonly email: string;
    readonly network: string;
    readonly askedAt: Instant;
    readonly endsAt: Instant;
  },
): Promise<void> {
  await sql`insert into forewarn.mail_code_requests (id, browser_sha256, short_code, email, network, asked_at, ends_at)
    values (${asked.id}, ${Buffer.from(asked.browserSha256)}, ${asked.shortCode}, ${asked.email}, ${asked.network}, ${asked.askedAt}, ${asked.endsAt})`.execute(
    trx,
  );
}

/** All three hold the row until the transaction ends: two tries at once are two in a row. */
export async function findCodeRequest(trx: Transaction, id: string): Promise<CodeRequestRow | undefined> {
  const found = await sql<CodeRequestRow>`select ${REQUEST} from forewarn.mail_code_requests where id = ${id} for update`.execute(trx);
  return found.rows[0];
}

/** The last that this browser asked for. */
export async function findCodeRequestOfBrowser(trx: Transaction, browserSha256: Uint8Array): Promise<CodeRequestRow | undefined> {
  const found = await sql<CodeRequestRow>`select ${REQUEST} from forewarn.mail_code_requests
    where browser_sha256 = ${Buffer.from(browserSha256)} order by asked_at desc, id desc limit 1 for update`.execute(trx);
  return found.rows[0];
}

export async function findCodeRequestByShortCode(trx: Transaction, shortCode: string, now: Instant): Promise<CodeRequestRow | undefined> {
  const found = await sql<CodeRequestRow>`select ${REQUEST} from forewarn.mail_code_requests
    where short_code = ${shortCode} and ends_at > ${now} order by asked_at desc, id desc limit 1 for update`.execute(trx);
  return found.rows[0];
}

/** Whose it is, once the job knows; false where another run of it was first. */
export async function markMailed(trx: Transaction, id: string, accountId: string, known: boolean): Promise<void> {
  await sql`update forewarn.mail_code_requests set account_id = ${accountId}, known = ${known} where id = ${id}`.execute(trx);
}

/** Codes that were mailed to an account since then, but for one. */
export async function listMailed(trx: Transaction, accountId: string, since: Instant, except: string): Promise<readonly AskedBefore[]> {
  const found = await sql<AskedBefore>`select asked_at as "askedAt", network, known from forewarn.mail_code_requests
    where account_id = ${accountId} and asked_at > ${since} and id <> ${except} limit 1000`.execute(trx);
  return found.rows;
}

export async function markCodeRequestUsed(trx: Transaction, id: string, at: Instant): Promise<void> {
  await sql`update forewarn.mail_code_requests set used_at = ${at} where id = ${id}`.execute(trx);
}

export async function countWrong(trx: Transaction, id: string, here: boolean): Promise<void> {
  await sql`update forewarn.mail_code_requests set wrong_here = wrong_here + ${here ? 1 : 0}, wrong_elsewhere = wrong_elsewhere + ${here ? 0 : 1}
    where id = ${id}`.execute(trx);
}
