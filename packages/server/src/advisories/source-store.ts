import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Source, SourceCounts } from './source.ts';
import type { Bookmark, Providers } from './sources/listing.ts';
import type { SourceFault } from './sources/source-fault.ts';
import type { SourcePolicy } from './sources/source-policy.ts';

type SourceRow = {
  id: string;
  name: string;
  kind: string;
  url: string;
  allow_private: boolean;
  schedule_seconds: number;
  policy: SourcePolicy;
  bookmark: Bookmark | null;
  provider: Providers;
  added_at: Instant;
  next_poll_at: Instant;
  last_attempt_at: Instant | null;
  last_success_at: Instant | null;
  last_duration_ms: number | null;
  newest_document_at: Instant | null;
  last_fault: Source['lastFault'] | null;
  failing_since: Instant | null;
};

const SOURCE = sql`s.id, s.name, s.kind, s.url, s.allow_private, s.schedule_seconds, s.policy, s.bookmark, s.provider, s.added_at, s.next_poll_at,
  s.last_attempt_at, s.last_success_at, s.last_duration_ms, s.newest_document_at, s.last_fault, s.failing_since`;

function sourceOf(row: SourceRow): Source {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    url: row.url,
    allowPrivate: row.allow_private,
    scheduleSeconds: row.schedule_seconds,
    policy: row.policy,
    bookmark: row.bookmark ?? { listings: {} },
    providers: row.provider,
    addedAt: row.added_at,
    nextPollAt: row.next_poll_at,
    lastAttemptAt: row.last_attempt_at ?? undefined,
    lastSuccessAt: row.last_success_at ?? undefined,
    lastDurationMs: row.last_duration_ms ?? undefined,
    newestDocumentAt: row.newest_document_at ?? undefined,
    lastFault: row.last_fault ?? undefined,
    failingSince: row.failing_since ?? undefined,
  };
}

export type SourceWrite = Pick<
  Source,
  'id' | 'name' | 'kind' | 'url' | 'allowPrivate' | 'scheduleSeconds' | 'policy' | 'addedAt' | 'nextPollAt'
>;

/** False where one of this name is there already. */
export async function insertSource(trx: Transaction, source: SourceWrite): Promise<boolean> {
  const added =
    await sql`insert into forewarn.sources (id, name, kind, url, allow_private, schedule_seconds, policy, added_at, next_poll_at)
    values (${source.id}, ${source.name}, ${source.kind}, ${source.url}, ${source.allowPrivate}, ${source.scheduleSeconds}, ${JSON.stringify(source.policy)}::jsonb,
      ${source.addedAt}, ${source.nextPollAt})
    on conflict (lower(name)) where removed_at is null do nothing returning id`.execute(trx);
  return added.rows.length > 0;
}

export async function findSource(trx: Transaction, id: string): Promise<Source | undefined> {
  const found = await sql<SourceRow>`select ${SOURCE} from forewarn.sources s where s.id = ${id} and s.removed_at is null`.execute(trx);
  return found.rows.map(sourceOf)[0];
}

export async function findSourceByName(trx: Transaction, name: string): Promise<Source | undefined> {
  const found =
    await sql<SourceRow>`select ${SOURCE} from forewarn.sources s where lower(s.name) = lower(${name}) and s.removed_at is null`.execute(
      trx,
    );
  return found.rows.map(sourceOf)[0];
}

export async function listAllSources(trx: Transaction): Promise<readonly Source[]> {
  const found = await sql<SourceRow>`select ${SOURCE} from forewarn.sources s where s.removed_at is null order by lower(s.name)`.execute(
    trx,
  );
  return found.rows.map(sourceOf);
}

/** By source; a source without documents has zeros. `since`: how far back the delay looks. */
export async function countDocuments(trx: Transaction, ids: readonly string[], since: Instant): Promise<ReadonlyMap<string, SourceCounts>> {
  const found = await sql<{
    id: string;
    documents: number;
    quarantined: number;
    withdrawn: number;
    waiting: number;
    failing: number;
    delay: number | null;
  }>`select s.id, count(d.*) filter (where d.stored_at is not null and d.withdrawn_at is null)::int as documents,
      (select count(*) from forewarn.retrievals r where r.source_id = s.id and r.verdict = 'quarantined' and r.released_at is null and r.rejected_at is null)::int as quarantined,
      count(d.*) filter (where d.withdrawn_at is not null)::int as withdrawn,
      count(d.*) filter (where d.pending)::int as waiting,
      count(d.*) filter (where d.fault is not null)::int as failing,
      percentile_cont(0.5) within group (order by extract(epoch from d.stored_at - d.listed_at))
        filter (where d.stored_at >= ${since} and d.listed_at >= s.added_at and d.stored_at >= d.listed_at) as delay
    from forewarn.sources s left join forewarn.listed_documents d on d.source_id = s.id
    where s.id = any(${ids}::uuid[]) group by s.id`.execute(trx);
  return new Map(
    found.rows.map((row) => [
      row.id,
      {
        documentCount: row.documents,
        quarantinedCount: row.quarantined,
        withdrawnCount: row.withdrawn,
        waitingCount: row.waiting,
        failingCount: row.failing,
        delaySeconds: row.delay === null ? undefined : Math.round(row.delay),
      },
    ]),
  );
}

export type SourceChange = {
  readonly name: string;
  readonly allowPrivate: boolean;
  readonly scheduleSeconds: number;
  readonly policy: SourcePolicy;
  readonly nextPollAt: Instant;
};

export async function updateSource(trx: Transaction, id: string, change: SourceChange): Promise<void> {
  await sql`update forewarn.sources set name = ${change.name}, allow_private = ${change.allowPrivate}, schedule_seconds = ${change.scheduleSeconds},
    policy = ${JSON.stringify(change.policy)}::jsonb, next_poll_at = ${change.nextPollAt} where id = ${id}`.execute(trx);
}

export async function markRemoved(trx: Transaction, id: string, now: Instant): Promise<void> {
  await sql`update forewarn.sources set removed_at = ${now} where id = ${id} and removed_at is null`.execute(trx);
}

/** Due, and not polled at this moment. */
export async function findDueSources(trx: Transaction, now: Instant): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select id from forewarn.sources
    where removed_at is null and next_poll_at <= ${now} and (polling_until is null or polling_until <= ${now}) order by next_poll_at`.execute(
    trx,
  );
  return found.rows.map((row) => row.id);
}

/** Marks the source as polled until `until`; undefined where it is gone. Whoever polls it holds it by its presence (poll-source.ts). */
export async function leaseSource(trx: Transaction, id: string, now: Instant, until: Instant): Promise<Source | undefined> {
  const leased = await sql<SourceRow>`update forewarn.sources s set polling_until = ${until}, last_attempt_at = ${now}
    where s.id = ${id} and s.removed_at is null returning ${SOURCE}`.execute(trx);
  return leased.rows.map(sourceOf)[0];
}

export async function renewLease(trx: Transaction, id: string, until: Instant): Promise<void> {
  await sql`update forewarn.sources set polling_until = ${until} where id = ${id} and polling_until is not null`.execute(trx);
}

/** Gives the source back after a poll that we could not bring to its end. */
export async function abandonPoll(trx: Transaction, id: string, nextPollAt: Instant): Promise<void> {
  await sql`update forewarn.sources set polling_until = null, next_poll_at = ${nextPollAt} where id = ${id}`.execute(trx);
}

export async function keepSurvey(trx: Transaction, id: string, providers: Providers, bookmark: Bookmark): Promise<void> {
  await sql`update forewarn.sources set provider = ${JSON.stringify(providers)}::jsonb, bookmark = ${JSON.stringify(bookmark)}::jsonb where id = ${id}`.execute(
    trx,
  );
}

export type PollRecord = {
  readonly nextPollAt: Instant;
  readonly durationMs: number;
  /** Absent where the publisher was not heard. */
  readonly successAt?: Instant;
  readonly fault?: SourceFault & { readonly more: number };
  readonly at: Instant;
};

/** Ends the lease and notes how the poll went. */
export async function recordPoll(trx: Transaction, id: string, poll: PollRecord): Promise<void> {
  await sql`update forewarn.sources set polling_until = null, next_poll_at = ${poll.nextPollAt}, last_duration_ms = ${poll.durationMs},
    last_success_at = coalesce(${poll.successAt ?? null}::timestamptz, last_success_at),
    last_fault = ${poll.fault === undefined ? null : JSON.stringify(poll.fault)}::jsonb,
    failing_since = case when ${poll.fault === undefined} then null else coalesce(failing_since, ${poll.at}::timestamptz) end,
    newest_document_at = greatest(newest_document_at, (select max(d.listed_at) from forewarn.listed_documents d where d.source_id = ${id} and not d.pending))
    where id = ${id}`.execute(trx);
}

/** Sources that were not heard for longer than twice their schedule and a quarter of an hour, at `now`. */
export async function findSilentSources(trx: Transaction, now: Instant): Promise<readonly Source[]> {
  const found = await sql<SourceRow>`select ${SOURCE} from forewarn.sources s where s.removed_at is null
    and coalesce(s.last_success_at, s.added_at) < ${now}::timestamptz - make_interval(secs => 2 * s.schedule_seconds + 900) order by s.name`.execute(
    trx,
  );
  return found.rows.map(sourceOf);
}
