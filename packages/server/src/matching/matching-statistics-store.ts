import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

const VULNERABILITIES_MAX = 50;

export type MatchingNow = {
  readonly advisories: number;
  readonly matchedAdvisories: number;
  readonly lines: number;
  readonly institutions: number;
  readonly byCertainty: Readonly<Record<string, number>>;
  readonly notConcerned: Readonly<Record<string, number>>;
};

/** What stands now, over everybody. For staff. */
export async function countMatchingNow(trx: Transaction): Promise<MatchingNow> {
  const found = await sql<MatchingNow>`with standing as (
      select m.advisory_id, m.item_id, m.institution_id, m.kind, m.certainty, m.because from forewarn.matches m
        join forewarn.inventory_items t on t.id = m.item_id and t.last_snapshot is null
        join forewarn.institutions i on i.id = m.institution_id and i.left_at is null
        join forewarn.advisories a on a.id = m.advisory_id and a.withdrawn_at is null
      where m.ended_at is null)
    select (select count(*)::int from forewarn.advisories where withdrawn_at is null and latest_revision_id is not null) as advisories,
      count(distinct advisory_id) filter (where kind = 'concerned')::int as "matchedAdvisories",
      count(distinct item_id) filter (where kind = 'concerned')::int as lines,
      count(distinct institution_id) filter (where kind = 'concerned')::int as institutions,
      (select coalesce(jsonb_object_agg(certainty, n), '{}') from (select certainty, count(distinct item_id)::int as n from standing
        where kind = 'concerned' and certainty is not null group by certainty) as c) as "byCertainty",
      (select coalesce(jsonb_object_agg(because, n), '{}') from (select because, count(distinct item_id)::int as n from standing
        where kind = 'not-concerned' and because is not null group by because) as b) as "notConcerned"
    from standing`.execute(trx);
  const [row] = found.rows;
  return row ?? { advisories: 0, matchedAdvisories: 0, lines: 0, institutions: 0, byCertainty: {}, notConcerned: {} };
}

export type MatchingWeek = { readonly begins: string; readonly matched: number; readonly ended: number };

/** By week (from Monday, UTC), the oldest first, with the weeks in which nothing happened. */
export async function countMatchingByWeek(trx: Transaction, weeks: number, now: Instant): Promise<readonly MatchingWeek[]> {
  const found = await sql<MatchingWeek>`with weeks as (
      select w as begin from generate_series(date_trunc('week', ${now}::timestamptz at time zone 'UTC') - make_interval(weeks => ${weeks - 1}::int),
        date_trunc('week', ${now}::timestamptz at time zone 'UTC'), interval '1 week') as w),
    came as (select date_trunc('week', matched_at at time zone 'UTC') as begin, count(*)::int as n from forewarn.matches
      where kind = 'concerned' and matched_at >= (select min(begin) at time zone 'UTC' from weeks) group by 1),
    went as (select date_trunc('week', ended_at at time zone 'UTC') as begin, count(*)::int as n from forewarn.matches
      where kind = 'concerned' and ended_at >= (select min(begin) at time zone 'UTC' from weeks) group by 1)
    select to_char(weeks.begin, 'YYYY-MM-DD') as begins, coalesce(came.n, 0) as matched, coalesce(went.n, 0) as ended
    from weeks left join came on came.begin = weeks.begin left join went on went.begin = weeks.begin order by weeks.begin`.execute(trx);
  return found.rows;
}

export type MatchedVulnerability = { readonly cve: string; readonly lines: number; readonly institutions: number };

/** Those that concern most institutions; a line counts once, however many sources name it. */
export async function listMostMatched(trx: Transaction): Promise<readonly MatchedVulnerability[]> {
  const found =
    await sql<MatchedVulnerability>`select c.cve, count(distinct m.item_id)::int as lines, count(distinct m.institution_id)::int as institutions
    from forewarn.matches m join forewarn.inventory_items t on t.id = m.item_id and t.last_snapshot is null
      join forewarn.institutions i on i.id = m.institution_id and i.left_at is null
      join forewarn.advisories a on a.id = m.advisory_id and a.withdrawn_at is null
      join forewarn.advisory_revisions r on r.id = a.latest_revision_id cross join unnest(r.cves) as c(cve)
    where m.ended_at is null and m.kind = 'concerned'
    group by c.cve order by institutions desc, lines desc, c.cve limit ${VULNERABILITIES_MAX}`.execute(trx);
  return found.rows;
}
