import { millisecondsBetween, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { countWaiting, findFailing } from './listed-document-store.ts';
import type { Source } from './source.ts';
import { recordPoll } from './source-store.ts';
import type { SourceFault } from './sources/source-fault.ts';
import { tellWithdrawn } from './tell-withdrawn.ts';

export type PollOutcome = {
  readonly kind: 'polled';
  /** The publisher was heard: at least one of its listings. */
  readonly heard: boolean;
  /** Documents that were fetched and stored, the quarantined ones included. */
  readonly stored: number;
  readonly quarantined: number;
  readonly withdrawn: number;
  /** Listed, and not stored: their next try comes. */
  readonly waiting: number;
  readonly faults: readonly SourceFault[];
};

const POLLER: Principal = { kind: 'system', name: 'poll-source' };

type Poll = Omit<PollOutcome, 'kind' | 'waiting' | 'withdrawn'> & { readonly startedAt: Instant; readonly retryAfterSeconds?: number };

/** Notes how the poll went: next poll, fault in words, silence that has ended; gives the source back. */
export async function finishPoll(machine: Machine, source: Source, poll: Poll): Promise<PollOutcome> {
  const { startedAt, retryAfterSeconds, ...outcome } = poll;
  return asSystem(machine.database, 'poll-source', async (trx) => {
    const now = machine.clock.now();
    const withdrawn = await tellWithdrawn(trx, source, POLLER, now);
    const waiting = await countWaiting(trx, source.id);
    const failing = poll.faults.length > 0 ? poll.faults : await findFailing(trx, source.id, 1);
    const first = failing[0];
    await recordPoll(trx, source.id, {
      at: now,
      durationMs: millisecondsBetween(startedAt, now),
      nextPollAt: secondsLater(startedAt, Math.max(source.scheduleSeconds, retryAfterSeconds ?? 0)),
      ...(poll.heard ? { successAt: now } : {}),
      ...(first === undefined
        ? {}
        : { fault: { code: first.code, url: first.url, message: first.message, hint: first.hint, more: failing.length - 1 } }),
    });
    if (poll.heard) await resolveNotice(trx, { kind: 'source-silent', key: source.id }, now);
    return { kind: 'polled', ...outcome, withdrawn, waiting };
  });
}
