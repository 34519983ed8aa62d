import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';

export type ListedAdvisory = {
  readonly id: string;
  readonly trackingId: string;
  readonly publisher: string;
  readonly publisherNamespace: string;
  readonly revisionId: string;
  readonly title: string;
  readonly trackingVersion: string;
  readonly tlp: TlpLabel;
  readonly severity?: number;
  readonly cves: string[];
  readonly cveCount: number;
  readonly currentReleaseAt?: Instant;
  readonly readAt: Instant;
  readonly firstSeenAt: Instant;
  readonly revisionCount: number;
  readonly problemCount: number;
  readonly knownExploited: boolean;
  readonly withdrawnAt?: Instant;
};

export type AdvisoryFilter = {
  readonly text?: string;
  readonly publisher?: string;
  readonly severityMin?: number;
  readonly problems?: boolean;
  readonly withdrawn?: boolean;
  readonly since?: Instant;
  /** The last one of the page before. */
  readonly after?: { readonly readAt: Instant; readonly revisionId: string };
  readonly limit: number;
};

type Row = {
  id: string;
  tracking_id: string;
  publisher_name: string;
  publisher_namespace: string;
  revision_id: string;
  title: string;
  tracking_version: string;
  tlp: TlpLabel;
  severity: number | null;
  cves: string[];
  cve_count: number;
  current_release_at: Instant | null;
  read_at: Instant;
  first_seen_at: Instant;
  revision_count: number;
  problem_count: number;
  known_exploited: boolean;
  withdrawn_at: Instant | null;
};

const COLUMNS = sql`a.id, a.tracking_id, a.publisher_name, a.publisher_namespace, r.id as revision_id, r.title, r.tracking_version, a.tlp, r.severity,
  r.cves[1:20] as cves, cardinality(r.cves) as cve_count, r.current_release_at, r.read_at, a.first_seen_at, a.withdrawn_at,
  (select count(*) from forewarn.advisory_revisions e where e.advisory_id = a.id) as revision_count,
  case when (select forewarn.is_staff()) then jsonb_array_length(r.problems) else 0 end as problem_count,
  exists (select 1 from forewarn.known_exploited k where k.cve = any(r.cves)) as known_exploited`;

function listedOf(row: Row): ListedAdvisory {
  return {
    id: row.id,
    trackingId: row.tracking_id,
    publisher: row.publisher_name,
    publisherNamespace: row.publisher_namespace,
    revisionId: row.revision_id,
    title: row.title,
    trackingVersion: row.tracking_version,
    tlp: row.tlp,
    severity: row.severity ?? undefined,
    cves: row.cves,
    cveCount: row.cve_count,
    currentReleaseAt: row.current_release_at ?? undefined,
    readAt: row.read_at,
    firstSeenAt: row.first_seen_at,
    revisionCount: row.revision_count,
    problemCount: row.problem_count,
    knownExploited: row.known_exploited,
    withdrawnAt: row.withdrawn_at ?? undefined,
  };
}

/** A page of what the principal may see, the one that was read last first. */
export async function listAdvisoryRows(trx: Transaction, filter: AdvisoryFilter): Promise<readonly ListedAdvisory[]> {
  const [text, publisher] = [partOf(filter.text), partOf(filter.publisher)];
  const found = await sql<Row>`select ${COLUMNS}
    from forewarn.advisory_revisions r join forewarn.advisories a on a.latest_revision_id = r.id
    where (${text}::text is null or r.title ilike ${text} or a.tracking_id ilike ${text} or a.publisher_name ilike ${text} or r.cves @> array[upper(${filter.text ?? ''})])
      and (${publisher}::text is null or a.publisher_name ilike ${publisher} or a.publisher_namespace ilike ${publisher})
      and (${filter.severityMin ?? null}::numeric is null or r.severity >= ${filter.severityMin ?? null})
      and (${filter.problems ?? null}::boolean is null or (r.problems <> '[]') = ${filter.problems ?? null})
      and (${filter.withdrawn ?? null}::boolean is null or (a.withdrawn_at is not null) = ${filter.withdrawn ?? null})
      and (${filter.since ?? null}::timestamptz is null or r.read_at >= ${filter.since ?? null})
      and (${filter.after?.readAt ?? null}::timestamptz is null or (r.read_at, r.id) < (${filter.after?.readAt ?? null}, ${filter.after?.revisionId ?? null}::uuid))
    order by r.read_at desc, r.id desc limit ${filter.limit}`.execute(trx);
  return found.rows.map(listedOf);
}

function partOf(text: string | undefined): string | null {
  return text === undefined ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

export async function findAdvisoryRow(trx: Transaction, id: string): Promise<ListedAdvisory | undefined> {
  const found = await sql<Row>`select ${COLUMNS}
    from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id where a.id = ${id}`.execute(trx);
  return found.rows[0] === undefined ? undefined : listedOf(found.rows[0]);
}

/** Ids of the advisories with this tracking id, whoever publishes them. */
export async function findByTrackingId(trx: Transaction, trackingId: string): Promise<readonly string[]> {
  const found = await sql<{
    id: string;
  }>`select id from forewarn.advisories where lower(tracking_id) = lower(${trackingId}) order by id`.execute(trx);
  return found.rows.map((row) => row.id);
}
