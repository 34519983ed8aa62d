import { sql, type RawBuilder } from 'kysely';
import type { Static } from 'typebox';
import type { AdvisoryFilterShape } from '@forewarn/api/advisories.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';
import type { AdvisoryCursor, AdvisoryOrder } from './advisory-cursor.ts';
import { SORTS } from './advisory-sort-store.ts';

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
  /** Of staff alone. */
  readonly isRead?: boolean;
  readonly noteCount?: number;
  /** The desk put it away; by whom, why, and whether a revision came in since, for staff alone. */
  readonly putAway?: { readonly at: Instant; readonly by?: string; readonly because?: string; readonly isRevisedSince?: boolean };
};

/** What is searched and filtered by: the query of the list, with moments that were read. */
export type AdvisoryFilter = Static<typeof AdvisoryFilterShape>;

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
  is_read: boolean | null;
  note_count: number | null;
  put_away_at: Instant | null;
  put_away_by: string | null;
  put_away_because: string | null;
  is_revised_since: boolean;
};

/** `reader`: whose marks are asked for, of staff alone (owner-of-marks.ts). */
function columns(reader: string | undefined): RawBuilder<unknown> {
  return sql`a.id, a.tracking_id, a.publisher_name, a.publisher_namespace, r.id as revision_id, r.title, r.tracking_version, a.tlp, r.severity,
  r.cves[1:20] as cves, cardinality(r.cves) as cve_count, r.current_release_at, r.read_at, a.first_seen_at, a.withdrawn_at,
  (select count(*) from forewarn.advisory_revisions e where e.advisory_id = a.id) as revision_count,
  case when (select forewarn.is_staff()) then jsonb_array_length(r.problems) else 0 end as problem_count,
  exists (select 1 from forewarn.known_exploited k where k.cve = any(r.cves)) as known_exploited, ${isRead(sql`a.id`, sql`r.id`, reader)} as is_read,
  case when ${reader ?? null}::text is not null then (select count(*) from forewarn.advisory_notes n where n.advisory_id = a.id and n.taken_back_at is null) end as note_count,
  a.put_away_at, (select p.put_away_by from forewarn.advisories_put_away p where p.advisory_id = a.id) as put_away_by,
  (select p.because from forewarn.advisories_put_away p where p.advisory_id = a.id) as put_away_because, coalesce(r.read_at > a.put_away_at, false) as is_revised_since`;
}

/**
 * Whether this reader has read this revision; null without a reader. The revision is compared in a way that no estimate is made of: two equal columns of
 * one row would be taken for two rare chances, and a list of what is read for a list of nothing, which is then made whole before its first page.
 */
function isRead(advisoryId: RawBuilder<unknown>, revisionId: RawBuilder<unknown>, reader: string | undefined): RawBuilder<unknown> {
  if (reader === undefined) return sql`null::boolean`;
  return sql`exists (select 1 from forewarn.advisory_read_marks m where m.advisory_id = ${advisoryId} and m.reader = ${reader} and
    case when m.revision_id = ${revisionId} then true else false end)`;
}

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
    isRead: row.is_read ?? undefined,
    noteCount: row.note_count ?? undefined,
    putAway: row.put_away_at === null ? undefined : putAwayOf(row, row.put_away_at),
  };
}

/** Staff alone reads who and why: the table of that is theirs. */
function putAwayOf(row: Row, at: Instant): ListedAdvisory['putAway'] {
  if (row.put_away_by === null) return { at };
  return { at, by: row.put_away_by, because: row.put_away_because ?? '', isRevisedSince: row.is_revised_since };
}

type AdvisoryPlace = AdvisoryOrder & { readonly after?: AdvisoryCursor; readonly limit: number; readonly reader?: string };
/** A row with what it was sorted by: as the database writes it, and for a reader. */
type SortedAdvisory = ListedAdvisory & { readonly sortValue: string; readonly sortedBy?: string };

/** A page of what the principal may see, in this order: rows of one table, made for it (0052), and the rest of the page's rows alone. */
export async function listAdvisoryRows(
  trx: Transaction,
  filter: AdvisoryFilter,
  { sort, isDescending, after, limit, reader }: AdvisoryPlace,
): Promise<readonly SortedAdvisory[]> {
  const { value, kind, shown } = SORTS[sort];
  const direction = isDescending ? sql`desc` : sql`asc`;
  const type = kind === 'text' ? sql`text collate "C"` : kind === 'number' ? sql`numeric` : sql`timestamptz`;
  const behind = after && sql`(${value}, l.advisory_id) ${isDescending ? sql`<` : sql`>`} (${after.value}::${type}, ${after.id}::uuid)`;
  const conditions = [...conditionsOf(filter, reader), ...(behind === undefined ? [] : [behind])];
  const found = await sql<Row & { sort_value: string; sorted_by: string | null }>`
    with page as materialized (
      select l.advisory_id, ${value} as value, ${shown ?? sql`null`} as shown from forewarn.listed_advisories l
      where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
      order by ${value} ${direction}, l.advisory_id ${direction} limit ${limit})
    select ${columns(reader)}, page.value::text as sort_value, page.shown as sorted_by
    from page join forewarn.advisories a on a.id = page.advisory_id join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    order by page.value ${direction}, page.advisory_id ${direction}`.execute(trx);
  return found.rows.map((row) => ({ ...listedOf(row), sortValue: row.sort_value, sortedBy: row.sorted_by ?? undefined }));
}

function conditionsOf(filter: AdvisoryFilter, reader: string | undefined): readonly RawBuilder<unknown>[] {
  const { text } = filter;
  const conditions = [
    text && (CVE.test(text) ? sql`(${holdsSmall(sql`l.words`, text)} or l.cves @> array[upper(${text})])` : holdsSmall(sql`l.words`, text)),
    filter.publisher && sql`(${holds('l.publisher_name', filter.publisher)} or ${holds('l.publisher_namespace', filter.publisher)})`,
    ...PARTS.map(([name, column]) => filter[name] && holds(column, filter[name])),
    ...SMALL_PARTS.map(([name, column]) => filter[name] && holdsSmall(sql.ref(column), filter[name])),
    ...WHOLES.map(([name, column]) => filter[name] && sql`lower(${sql.ref(column)}) = lower(${filter[name]})`),
    filter.label && sql`l.tlp = ${filter.label}`,
    filter.cve && sql`l.cves @> array[upper(${filter.cve})]`,
    ...FROM.map(([name, column]) => filter[name] && sql`${sql.ref(column)} >= ${filter[name]}::timestamptz`),
    ...BEFORE.map(([name, column]) => filter[name] && sql`${sql.ref(column)} < ${filter[name]}::timestamptz`),
    filter.severityMin === undefined ? undefined : sql`l.severity >= ${filter.severityMin}`,
    filter.severityMax === undefined ? undefined : sql`l.severity <= ${filter.severityMax}`,
    filter.problems === undefined ? undefined : sql`(l.problem_count > 0) = ${filter.problems}`,
    sql`(l.put_away_at is not null) = ${filter.putAway ?? false}`,
    filter.unread === undefined || reader === undefined
      ? undefined
      : sql`${filter.unread ? sql`not` : sql``} ${isRead(sql`l.advisory_id`, sql`l.revision_id`, reader)}`, // no comparison: that it joins by
    filter.withdrawn === undefined ? undefined : sql`(l.withdrawn_at is not null) = ${filter.withdrawn}`,
  ];
  return conditions.filter((one) => typeof one === 'object');
}

/** What is no CVE id is none of an advisory's; so no list is looked at for a word, and the index that has the words is enough (0060). */
const CVE = /^cve-\d{4}-\d{4,19}$/i;

/** A part of a text, in whatever capitals. */
function holds(column: string, part: string): RawBuilder<unknown> {
  return holdsSmall(sql`lower(${sql.ref(column)})`, part);
}

/** The same in a text that is in small letters already: up to a million characters of every row are not made small anew. */
function holdsSmall(text: RawBuilder<unknown>, part: string): RawBuilder<unknown> {
  return sql`${text} like ${`%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`;
}

const PARTS = [
  ['title', 'l.title'],
  ['publisherNamespace', 'l.publisher_namespace'],
  ['trackingId', 'l.tracking_id'],
  ['category', 'l.category'],
  ['aggregateSeverity', 'l.aggregate_severity'],
] as const;
/** As `search_lines` made them (0052). */
const SMALL_PARTS = [
  ['revision', 'l.history'],
  ['supplier', 'l.suppliers'],
  ['product', 'l.products'],
  ['productVersion', 'l.product_versions'],
  ['cpe', 'l.cpes'],
  ['purl', 'l.purls'],
  ['identifier', 'l.identifiers'],
] as const;
const WHOLES = [
  ['publisherCategory', 'l.publisher_category'],
  ['trackingVersion', 'l.tracking_version'],
  ['status', 'l.status'],
  ['format', 'l.format'],
  ['formatVersion', 'l.format_version'],
] as const;
const FROM = [
  ['since', 'l.read_at'],
  ['releasedFrom', 'l.current_release_at'],
  ['firstReleasedFrom', 'l.initial_release_at'],
] as const;
const BEFORE = [
  ['releasedBefore', 'l.current_release_at'],
  ['firstReleasedBefore', 'l.initial_release_at'],
] as const;

export async function findAdvisoryRow(trx: Transaction, id: string, reader?: string): Promise<ListedAdvisory | undefined> {
  const found = await sql<Row>`select ${columns(reader)}
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
