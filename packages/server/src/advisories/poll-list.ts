import { createHash } from 'node:crypto';
import { instantOf, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import type { Fetched } from '../outbound/fetch-safely.ts';
import { finishPoll, type PollOutcome } from './finish-poll.ts';
import { keepListed, markFailed, markStored } from './listed-document-store.ts';
import type { RawDocument } from './raw-document.ts';
import type { Source } from './source.ts';
import { keepSurvey } from './source-store.ts';
import type { Ask } from './sources/ask.ts';
import type { ListKind, ListOutcome } from './sources/list-kind.ts';
import type { Bookmark, ListingBookmark } from './sources/listing.ts';
import { endsTheErrand, faultOfFetch, type SourceFault } from './sources/source-fault.ts';

/**
 * Polls a source that is one list: asks whether the file changed, takes a changed copy in, notes how it went. A copy that does not count is asked
 * for again at each poll, until a good one comes; its fault is shown meanwhile.
 */
export async function pollList(machine: Machine, source: Source, kind: ListKind, ask: Ask, principal: Principal): Promise<PollOutcome> {
  const startedAt = machine.clock.now();
  const finish = (heard: boolean, stored: number, faults: readonly SourceFault[], retryAfterSeconds?: number) =>
    finishPoll(machine, source, { startedAt, heard, stored, quarantined: 0, faults, retryAfterSeconds });
  const { etag, lastModified, sha256: known } = source.bookmark.listings[source.url]?.validators[source.url] ?? {};
  const answer = await ask(source.url, { sizeBytesMax: kind.sizeBytesMax, etag, lastModified });
  if (answer.kind === 'not-modified') return finish(true, 0, []);
  if (answer.kind === 'fault')
    return finish(false, 0, [faultOfFetch(answer)], endsTheErrand(answer) ? (answer.retryAfterSeconds ?? 0) : undefined);
  const sha256 = createHash('sha256').update(answer.bytes).digest();
  // For publishers whose server says nothing of changes.
  if (known === sha256.toString('hex')) return finish(true, 0, []);
  const outcome = await kind.takeIn(machine, principal, copyOf(source, answer, startedAt));
  const faults = outcome.problems.map(({ code, message, hint }) => ({ code, url: source.url, message, hint }));
  await keepBookmark(machine, source, answer, sha256, outcome, faults);
  return finish(true, outcome.kind === 'taken' ? 1 : 0, faults);
}

/** A list has no hash or signature beside it: TLS is all that vouches for it. */
function copyOf(source: Source, answer: Fetched, retrievedAt: Instant): RawDocument {
  return {
    sourceId: source.id,
    url: answer.url,
    bytes: answer.bytes,
    retrievedAt,
    etag: answer.etag,
    lastModified: answer.lastModified,
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
    verdict: 'accepted',
  };
}

/** Written after the copy was taken in: a poll that is cut off in between asks for it again, and the same copy again changes nothing. */
async function keepBookmark(
  machine: Machine,
  source: Source,
  { etag, lastModified }: Fetched,
  sha256: Buffer,
  outcome: ListOutcome,
  faults: readonly SourceFault[],
): Promise<void> {
  const now = machine.clock.now();
  const [fault] = faults;
  const validators: ListingBookmark['validators'] =
    fault === undefined ? { [source.url]: { etag, lastModified, sha256: sha256.toString('hex') } } : {};
  const bookmark: Bookmark = { listings: { [source.url]: { validators } } };
  await asSystem(machine.database, 'poll-source', async (trx) => {
    await keepListed(trx, source.id, source.url, [{ url: source.url, listedAt: changedAt(lastModified), hashUrls: [] }], now);
    if (outcome.kind === 'taken')
      await markStored(trx, source.id, { url: source.url, sha256, verdict: 'accepted', etag, lastModified }, now);
    if (fault !== undefined) await markFailed(trx, source.id, source.url, fault, secondsLater(now, source.scheduleSeconds));
    await keepSurvey(trx, source.id, source.providers, bookmark);
  });
}

/** When the publisher's server says that the list last changed (RFC 9110 §8.8.2). */
function changedAt(lastModified: string | undefined): Instant | undefined {
  const milliseconds = Date.parse(lastModified ?? '');
  return Number.isNaN(milliseconds) ? undefined : instantOf(milliseconds);
}
