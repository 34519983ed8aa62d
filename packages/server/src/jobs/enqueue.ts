import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import { traceAtHand } from '../traces/in-span.ts';

/** The jobs there are. A word may start a later word's job by its name here, never by importing it. */
export const JOBS = [
  'poll-source',
  'poll-due-sources',
  'watch-sources',
  'match-advisory',
  'match-inventory',
  'renew-keys',
  'reopen-exploited',
  'raise-warnings',
  'tell-of-answer',
  'tell-of-answers',
  'tell-of-use',
  'work-service-desk',
  'work-service-desks',
  'record-telling',
  'tell-rest',
  'release-rest',
  'apply-retention',
  'mail-sign-in-code',
  'mail-sign-in-notice',
  'follow-up',
  'settle-follow-up',
  'settle-follow-ups',
  'check-contact-keys',
  'look-up-keys',
  'check-receipts',
  'use-next-door',
  'take-sms-answer',
  'read-mailbox',
  'take-reply',
  'release-planned',
  'send-bundles',
  'tell-outdated',
  'ask-confirmations',
  'ask-yearly-tests',
  'mail-nomination',
  'remind-nominated',
  'send-end-of-week',
] as const;
export type JobName = (typeof JOBS)[number];

export type EnqueueOptions = {
  /** Two jobs with one key are one job: the natural key of the work. */
  readonly key?: string;
  readonly runAt?: Instant;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  /** Tries before it is given up and shown; 25 by default. */
  readonly attemptsMax?: number;
};

/** Adds a job in this transaction: it exists if and only if the change that it follows does. */
export async function enqueue(transaction: Transaction, job: JobName, payload: object, options: EnqueueOptions = {}): Promise<void> {
  await sql`select forewarn.enqueue(${job}, ${JSON.stringify(traced(payload))}::json, ${options.key ?? null}::text,
    ${options.runAt ?? null}::timestamptz, ${options.queue ?? null}::text, ${options.attemptsMax ?? 25}::int)`.execute(transaction);
}

/** Adds many jobs of one name in this transaction, in one statement; each with the natural key of its work. */
export async function enqueueAll(
  transaction: Transaction,
  job: JobName,
  jobs: readonly { readonly payload: object; readonly key: string }[],
): Promise<void> {
  if (jobs.length === 0) return;
  await sql`select forewarn.enqueue_all(${job}, ${JSON.stringify(jobs.map(({ payload, key }) => ({ payload: traced(payload), key })))}::json)`.execute(
    transaction,
  );
}

/** The step that the job follows travels with it, so that a trace goes on in whichever process does it. */
function traced(payload: object): object {
  const traceparent = traceAtHand();
  return traceparent === undefined ? payload : { ...payload, traceparent };
}
