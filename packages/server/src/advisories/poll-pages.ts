import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import type { FetchFault } from '../outbound/fetch-fault.ts';
import { finishPoll, type PollOutcome } from './finish-poll.ts';
import { ingestAll } from './ingest-all.ts';
import { keepListed, markFailed, markStored } from './listed-document-store.ts';
import type { RawDocument } from './raw-document.ts';
import { readSourceKey } from './read-source-key.ts';
import type { Source } from './source.ts';
import { keepSurvey } from './source-store.ts';
import type { Ask } from './sources/ask.ts';
import { DOCUMENTS_IN_TRACE_MAX } from './take-in-documents.ts';
import type { Page, PagedKind, PagedRecord } from './sources/paged-kind.ts';
import { faultOfFetch, type SourceFault } from './sources/source-fault.ts';

/** Of one poll; the next one goes on. 400 pages are more than all that the NVD has. */
const PAGES_MAX = 400;
/** What is taken in in one go. */
const BATCH_MAX = 40;
/** Where a source begins that nobody gave a beginning. */
const SINCE_SECONDS = 120 * 24 * 3600;

/**
 * Polls a source that gives its records in pages: asks for what changed since, page by page, takes each page in and then notes the place, so
 * that a poll that is cut off goes on at the page that it was at. What is asked for twice is known by its bytes. A page that can't be had or read ends the
 * poll at that place.
 */
export async function pollPages(machine: Machine, source: Source, kind: PagedKind, ask: Ask, principal: Principal): Promise<PollOutcome> {
  const startedAt = machine.clock.now();
  const tally = { heard: false, stored: 0, faults: [] as SourceFault[] };
  const finish = (retryAfterSeconds?: number) => finishPoll(machine, source, { startedAt, quarantined: 0, ...tally, retryAfterSeconds });
  const key = await readSourceKey(machine, source);
  if (key.kind === 'fault') {
    tally.faults.push(key.fault);
    return finish();
  }
  const secret = key.kind === 'key' ? { name: kind.keyHeader, value: key.value } : undefined;
  const since = source.policy.since ?? secondsLater(source.addedAt, -SINCE_SECONDS);
  let before = 0;
  let place = kind.begin(source.bookmark.place, since, startedAt);
  for (let pages = 0; place !== undefined && pages < PAGES_MAX; pages += 1) {
    if (pages >= kind.unpacedMax) await sleep(secret === undefined ? kind.pauseMs.withoutKey : kind.pauseMs.withKey);
    const answer = await ask(kind.pageOf(source.url, place), { sizeBytesMax: kind.pageBytesMax, secret });
    if (answer.kind === 'fault') {
      tally.faults.push(faultOfFetch(answer));
      return finish(waitAfter(kind, answer));
    }
    const page: Page =
      answer.kind === 'fetched' ? kind.read(answer.bytes, source.url, place) : { kind: 'fault', fault: unasked(source.url) };
    if (page.kind === 'fault') {
      tally.faults.push(page.fault);
      return finish();
    }
    tally.heard = true;
    const taken = await takeInPage(machine, source, page.records, { namespace: kind.namespace, before }, principal);
    before += page.records.length;
    tally.stored += taken.stored;
    tally.faults.push(...taken.faults);
    const next = kind.after(place, page);
    await asSystem(machine.database, 'poll-source', (trx) =>
      keepSurvey(trx, source.id, source.providers, { ...source.bookmark, place: next }),
    );
    place = kind.begin(next, since, startedAt);
  }
  return finish();
}

function waitAfter({ refusedForSeconds }: PagedKind, { status, retryAfterSeconds }: FetchFault): number | undefined {
  return retryAfterSeconds ?? (status === 403 || status === 429 ? refusedForSeconds : undefined);
}

function unasked(url: string): SourceFault {
  return { code: 'not-a-page', url, message: 'The publisher says "unchanged" of what we never had.' };
}

/** Each record is a document of its own, as the page had it. */
async function takeInPage(
  machine: Machine,
  source: Source,
  records: readonly PagedRecord[],
  { namespace, before }: { readonly namespace: string; readonly before: number },
  principal: Principal,
): Promise<{ readonly stored: number; readonly faults: readonly SourceFault[] }> {
  const faults: SourceFault[] = [];
  let stored = 0;
  for (let from = 0; from < records.length; from += BATCH_MAX) {
    const batch = records.slice(from, from + BATCH_MAX);
    const now = machine.clock.now();
    const ingested = await ingestAll(
      machine,
      batch.map((record, at) => ({
        ...rawDocument(source, record, namespace, now),
        ...(before + from + at < DOCUMENTS_IN_TRACE_MAX ? {} : { trace: {} }),
      })),
      principal,
    );
    await asSystem(machine.database, 'poll-source', async (trx) => {
      await keepListed(trx, source.id, source.url, [...new Map(batch.map((one) => [one.url, { ...one, hashUrls: [] }])).values()], now);
      for (const [at, { url, bytes }] of batch.entries()) {
        if (ingested[at]?.kind === 'not-taken-in') {
          const fault = { ...NOT_TAKEN_IN, url };
          faults.push(fault);
          await markFailed(trx, source.id, url, fault, secondsLater(now, source.scheduleSeconds));
          continue;
        }
        if (ingested[at]?.kind !== 'known') stored += 1;
        await markStored(trx, source.id, { url, sha256: createHash('sha256').update(bytes).digest(), verdict: 'accepted' }, now);
      }
    });
  }
  return { stored, faults };
}

const NOT_TAKEN_IN = {
  code: 'not-taken-in',
  message: 'The record was fetched and could not be taken in: a fault of Forewarn.',
  hint: 'The log of the server says why.',
};

function rawDocument(source: Source, { url, bytes }: PagedRecord, providerNamespace: string, retrievedAt: Instant): RawDocument {
  return {
    sourceId: source.id,
    url,
    bytes,
    retrievedAt,
    providerNamespace,
    hashCheck: { kind: 'absent' },
    signatureCheck: { kind: 'absent' },
    verdict: 'accepted',
  };
}
