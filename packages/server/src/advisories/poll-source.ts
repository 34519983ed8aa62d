import { createHash } from 'node:crypto';
import type { PublicKey } from 'openpgp';
import { millisecondsBetween, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { asSystem } from '../database/as-principal.ts';
import { takePresence } from '../database/worker-presence.ts';
import type { Machine } from '../machine.ts';
import { openDoor, type Door } from '../outbound/door.ts';
import type { FetchFault } from '../outbound/fetch-fault.ts';
import { ingestAll } from './ingest-all.ts';
import { findDueDocuments, markFailed, markStored, markUnchanged, type DueDocument } from './listed-document-store.ts';
import { finishPoll, type PollOutcome } from './finish-poll.ts';
import { pollPages } from './poll-pages.ts';
import { pollList } from './poll-list.ts';
import type { RawDocument } from './raw-document.ts';
import { warmReading } from './read-document.ts';
import { recordSurvey } from './record-survey.ts';
import type { Source } from './source.ts';
import { abandonPoll, leaseSource, renewLease } from './source-store.ts';
import { askWith, type Ask } from './sources/ask.ts';
import { fetchDocument, type DocumentOutcome } from './sources/csaf/fetch-document.ts';
import { fetchRecord } from './sources/fetch-record.ts';
import { openProviderKeys } from './sources/csaf/open-keys.ts';
import { judgeDocument } from './sources/judge-document.ts';
import type { Bookmark, Providers } from './sources/listing.ts';
import { LIST_KINDS, PAGED_KINDS, SOURCE_KINDS } from './sources/registry.ts';
import { endsTheErrand, faultOfFetch, type SourceFault } from './sources/source-fault.ts';
import { inSpan, traceAtHand } from '../traces/in-span.ts';
import { DOCUMENTS_IN_TRACE_MAX } from './take-in-documents.ts';
import { userAgent } from './user-agent.ts';

/** A poll that is cut off holds its source no longer than this. */
const LEASE_SECONDS = 30;
const LEASE_RENEWED_MS = 8_000;
/** Requests under way at once; the door lets four connections to a host through. */
const AT_ONCE = 4;
/** What is taken in in one transaction. */
const BATCH_MAX = 40;
const BATCH_BYTES_MAX = 16 * 1024 * 1024;
const PAGE = 400;
/** So many documents in a row that the connection or the server did not bring: the publisher is in trouble, and asking on is of no use. */
const BROKEN_IN_A_ROW_MAX = 5;

const POLLER: Principal = { kind: 'system', name: 'poll-source' };

export type PollRequest = {
  readonly sourceId: string;
  /** By a person: documents that failed are tried now, whenever their next try would be. */
  readonly force?: boolean;
};

/**
 * Polls one source to the end: survey (what is listed now), record it, fetch what is due oldest first, check hashes and signatures, take in.
 * What is stored is marked with it, so a poll that is cut off anywhere loses nothing and a second one fetches nothing again. One document that
 * fails leaves the others. `not-polled` where somebody else polls it at this moment or it is gone.
 */
export async function pollSource(
  machine: Machine,
  request: PollRequest,
  door: Door = openDoor({ userAgent: userAgent(machine), nameServers: machine.config.nameServers }),
): Promise<PollOutcome | { readonly kind: 'not-polled' }> {
  // Of two polls of one source the second gives up; a poll whose process was killed holds up nobody.
  const held = await takePresence(machine.database, `poll-source ${request.sourceId}`);
  if (held === undefined) return { kind: 'not-polled' };
  try {
    const step = { name: 'poll', attributes: { 'forewarn.source': request.sourceId } };
    return await inSpan(machine.traces, step, () => pollHeld(machine, request, door));
  } finally {
    await held.end();
  }
}

async function pollHeld(machine: Machine, request: PollRequest, door: Door): Promise<PollOutcome | { readonly kind: 'not-polled' }> {
  const leaseUntil = () => secondsLater(machine.clock.now(), LEASE_SECONDS);
  const source = await asSystem(machine.database, 'poll-source', (trx) =>
    leaseSource(trx, request.sourceId, machine.clock.now(), leaseUntil()),
  );
  if (source === undefined) return { kind: 'not-polled' };
  const renewal = setInterval(() => {
    asSystem(machine.database, 'poll-source', (trx) => renewLease(trx, source.id, leaseUntil())).catch((cause: unknown) =>
      machine.log.warn({ err: cause, source: source.id }, 'the lease of a poll could not be renewed'),
    );
  }, LEASE_RENEWED_MS);
  try {
    return await pollLeased(machine, source, request.force === true, door);
  } catch (cause) {
    await asSystem(machine.database, 'poll-source', (trx) =>
      abandonPoll(trx, source.id, secondsLater(machine.clock.now(), source.scheduleSeconds)),
    ).catch(
      () => {}, // the database went away: the lease ends by itself
    );
    throw cause;
  } finally {
    clearInterval(renewal);
    await door.close();
  }
}

async function pollLeased(machine: Machine, source: Source, force: boolean, door: Door): Promise<PollOutcome> {
  const startedAt = machine.clock.now();
  const ask = askWith(door, { allowPrivate: source.allowPrivate, allowHttp: source.policy.allowHttp === true });
  const list = LIST_KINDS[source.kind];
  if (list !== undefined) return pollList(machine, source, list, ask, POLLER);
  const paged = PAGED_KINDS[source.kind];
  if (paged !== undefined) return pollPages(machine, source, paged, ask, POLLER);
  const kind = SOURCE_KINDS[source.kind];
  const survey = (await kind?.survey(ask, source.url, source.providers, source.bookmark, startedAt)) ?? {
    listings: [],
    providers: {},
    faults: [{ code: 'no-such-kind', url: source.url, message: `This Forewarn knows no source of the kind "${source.kind}".` }],
  };
  const known = await asSystem(machine.database, 'poll-source', (trx) => recordSurvey(trx, source, survey, POLLER, startedAt));
  const errand: Errand = {
    machine,
    source,
    ask,
    force,
    ...known,
    keys: new Map(),
    asked: 0,
    stored: 0,
    quarantined: 0,
    faults: [],
    brokenInARow: 0,
  };
  errand.retryAfterSeconds = survey.retryAfterSeconds;
  if (survey.retryAfterSeconds === undefined) await fetchAllDue(errand);
  return finishPoll(machine, source, {
    startedAt,
    heard: survey.listings.length > 0,
    stored: errand.stored,
    quarantined: errand.quarantined,
    retryAfterSeconds: errand.retryAfterSeconds,
    faults: [...survey.faults, ...known.faults, ...errand.faults],
  });
}

/** One poll under way. */
type Errand = {
  readonly machine: Machine;
  readonly source: Source;
  readonly ask: Ask;
  readonly force: boolean;
  readonly providers: Providers;
  readonly bookmark: Bookmark;
  /** Opened once a poll, by the URL of the provider's metadata. */
  readonly keys: Map<string, Promise<readonly PublicKey[]>>;
  readonly faults: SourceFault[];
  asked: number;
  stored: number;
  quarantined: number;
  brokenInARow: number;
  retryAfterSeconds?: number;
};

type Brought = { readonly document: DueDocument; readonly outcome: DocumentOutcome; readonly trace?: RawDocument['trace'] };

/** Page by page, while the one batch is taken in the next is on its way. */
async function fetchAllDue(errand: Errand): Promise<void> {
  const { machine, source } = errand;
  let after: DueDocument | undefined;
  for (;;) {
    const page = await asSystem(machine.database, 'poll-source', (trx) =>
      findDueDocuments(trx, source.id, machine.clock.now(), { after, force: errand.force, limit: PAGE }),
    );
    if (page.length > 0) warmReading();
    let takenIn: Promise<void> = Promise.resolve();
    for (let place = 0; place < page.length && !isOver(errand);) {
      const batch = await fetchBatch(errand, page.slice(place, place + BATCH_MAX));
      place += batch.length;
      await takenIn;
      takenIn = takeIn(errand, batch);
      // Rejected while the next batch is on its way: it is thrown at the next await, not as an unhandled one.
      takenIn.catch(() => {});
    }
    await takenIn;
    after = page.at(-1);
    if (page.length < PAGE || isOver(errand)) return;
  }
}

function isOver(errand: Errand): boolean {
  return errand.retryAfterSeconds !== undefined || errand.brokenInARow >= BROKEN_IN_A_ROW_MAX;
}

/** The first documents of these, in their order, as many as fit in a batch; fewer where the errand is over. */
async function fetchBatch(errand: Errand, documents: readonly DueDocument[]): Promise<readonly Brought[]> {
  const brought: Brought[] = [];
  let bytes = 0;
  for (let place = 0; place < documents.length && bytes < BATCH_BYTES_MAX && !isOver(errand); place += AT_ONCE) {
    const outcomes = await Promise.all(documents.slice(place, place + AT_ONCE).map((document) => fetchAsStep(errand, document)));
    for (const one of outcomes) {
      brought.push(one);
      noteHealth(errand, one.outcome);
      if (one.outcome.kind === 'fetched') bytes += one.outcome.bytes.length;
    }
  }
  return brought;
}

function noteHealth(errand: Errand, outcome: DocumentOutcome): void {
  if (outcome.kind !== 'fault') errand.brokenInARow = 0;
  else if (isBroken(outcome)) errand.brokenInARow += 1;
  if (outcome.kind === 'fault' && endsTheErrand(outcome)) errand.retryAfterSeconds = outcome.retryAfterSeconds ?? 0;
}

function isBroken(fault: FetchFault): boolean {
  return fault.mayPass || ['dns-failed', 'tls', 'refused-address'].includes(fault.code);
}

/** The first documents of a poll are told in its trace; each of those after them has its own, linked to the poll. */
function fetchAsStep(errand: Errand, document: DueDocument): Promise<Brought> {
  const begins = errand.asked >= DOCUMENTS_IN_TRACE_MAX;
  errand.asked += 1;
  const step = { name: 'fetch', attributes: { 'forewarn.source': errand.source.id }, begins };
  return inSpan(errand.machine.traces, step, async (say) => {
    const from = begins ? traceAtHand() : undefined;
    const outcome = await fetchOne(errand, document);
    say({
      'forewarn.outcome': outcome.kind,
      ...(outcome.kind === 'fetched' ? { 'forewarn.bytes': outcome.bytes.length } : {}),
      ...(outcome.kind === 'fault' ? { 'forewarn.fault': outcome.code } : {}),
    });
    return { document, outcome, ...(from === undefined ? {} : { trace: { from } }) };
  });
}

async function fetchOne(errand: Errand, document: DueDocument): Promise<DocumentOutcome> {
  const metadataUrl = errand.bookmark.listings[document.listing]?.provider ?? '';
  let keys = errand.keys.get(metadataUrl);
  if (keys === undefined) {
    keys = openProviderKeys(errand.providers[metadataUrl]?.keys ?? []);
    errand.keys.set(metadataUrl, keys);
  }
  // A document that is pending changed, says its listing; one that is asked for again may be as it was.
  const validators = document.pending ? {} : document.validators;
  if (SOURCE_KINDS[errand.source.kind]?.records !== undefined) return fetchRecord(errand.ask, document.url, validators);
  return fetchDocument(errand.ask, document, await keys, validators, errand.machine.clock.now());
}

/** Takes the batch in and marks it, in the order in which it is listed. */
async function takeIn(errand: Errand, batch: readonly Brought[]): Promise<void> {
  const { machine, source } = errand;
  const now = machine.clock.now();
  const raws = batch.flatMap(({ document, outcome, trace }) =>
    outcome.kind === 'fetched'
      ? [{ document, raw: { ...rawDocument(errand, document, outcome, now), ...(trace === undefined ? {} : { trace }) } }]
      : [],
  );
  const ingested = await ingestAll(
    machine,
    raws.map(({ raw }) => raw),
    POLLER,
  );
  await asSystem(machine.database, 'poll-source', async (trx) => {
    for (const [place, { document, raw }] of raws.entries()) {
      const kind = ingested[place]?.kind;
      if (kind === undefined || kind === 'not-taken-in') {
        errand.faults.push({ ...NOT_TAKEN_IN, url: document.url });
        await markFailed(
          trx,
          source.id,
          document.url,
          { ...NOT_TAKEN_IN, url: document.url },
          secondsLater(now, pauseSeconds(source, document.attempts + 1)),
        );
        continue;
      }
      const verdict = kind === 'quarantined' ? 'quarantined' : 'accepted';
      const sha256 = createHash('sha256').update(raw.bytes).digest();
      // The validators of a quarantined one are not kept: its signature may be put right while the document stays.
      const validators = verdict === 'quarantined' ? {} : { etag: raw.etag, lastModified: raw.lastModified };
      await markStored(
        trx,
        source.id,
        { url: document.url, sha256, verdict, ...validators, dueAt: againAt(source, document, verdict, now) },
        now,
      );
      errand.stored += 1;
      if (verdict === 'quarantined') errand.quarantined += 1;
    }
    for (const { document, outcome } of batch) {
      if (outcome.kind === 'not-modified') await markUnchanged(trx, source.id, document.url, againAt(source, document, 'accepted', now));
      if (outcome.kind !== 'fault') continue;
      const fault = faultOfFetch(outcome);
      errand.faults.push(fault);
      await markFailed(trx, source.id, document.url, fault, secondsLater(now, pauseSeconds(source, document.attempts + 1)));
    }
  });
}

const NOT_TAKEN_IN = {
  code: 'not-taken-in',
  message: 'The document was fetched and could not be taken in: a fault of Forewarn.',
  hint: 'The log of the server says why.',
};

function rawDocument(errand: Errand, document: DueDocument, outcome: DocumentOutcome & { kind: 'fetched' }, now: Instant): RawDocument {
  const listing = errand.bookmark.listings[document.listing];
  const provider = errand.providers[listing?.provider ?? ''];
  const namespace = provider?.namespace ?? SOURCE_KINDS[errand.source.kind]?.records?.namespace ?? '';
  const { hashCheck, signatureCheck, bytes, etag, lastModified } = outcome;
  return {
    sourceId: errand.source.id,
    url: document.url,
    bytes,
    retrievedAt: now,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(listing?.label === undefined ? {} : { feedLabel: listing.label }),
    ...(namespace === '' ? {} : { providerNamespace: namespace }),
    hashCheck,
    signatureCheck,
    ...judgeDocument({ hashCheck, signatureCheck }, provider, errand.source.policy),
  };
}

const DAY_SECONDS = 24 * 3600;

/**
 * When it is asked for again without its listing saying so: what is quarantined at the next poll for a day, then daily (the publisher may put a
 * signature right); what its listing states no moment for, daily; else never.
 */
function againAt(source: Source, document: DueDocument, verdict: 'accepted' | 'quarantined', now: Instant): Instant | undefined {
  if (verdict === 'quarantined') {
    const isFresh = document.listedAt !== undefined && millisecondsBetween(document.listedAt, now) < DAY_SECONDS * 1000;
    return secondsLater(now, isFresh ? source.scheduleSeconds : DAY_SECONDS);
  }
  return document.listedAt === undefined ? secondsLater(now, DAY_SECONDS) : undefined;
}

/** Twice it is tried at the next poll; after that the pause doubles, to six hours. */
function pauseSeconds(source: Source, attempts: number): number {
  return attempts <= 2 ? 0 : Math.min(source.scheduleSeconds * 2 ** (attempts - 2), 6 * 3600);
}
