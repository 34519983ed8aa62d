import { sql } from 'kysely';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

export async function countOpenWarnings(trx: Transaction): Promise<readonly { readonly urgency: Urgency; readonly warnings: number }[]> {
  const found = await sql<{ urgency: Urgency; warnings: number }>`select v.urgency, count(*)::int as warnings
    from forewarn.warnings w join forewarn.warning_versions v on v.warning_id = w.id and v.version = w.released_version
    where w.state = 'open' and w.drill_id is null group by v.urgency`.execute(trx);
  return found.rows;
}

export type ExposedDay = { readonly day: string; readonly exposed: number; readonly answered: number };

/**
 * For each of these days how many institutions an open warning had asked something by its end, and of those how many had not said of each
 * that it is done; and how many had answered at all. Of one branch, or of all.
 */
export async function countExposed(
  trx: Transaction,
  branchId: string | undefined,
  from: string,
  days: number,
): Promise<readonly ExposedDay[]> {
  const found = await sql<ExposedDay>`
    with asked as (
      select f.institution_id, f.warning_id, min(v.released_at) as since, w.ended_at
      from forewarn.concerned_institutions f join forewarn.warnings w on w.id = f.warning_id and w.drill_id is null
        join forewarn.warning_versions v on v.warning_id = f.warning_id and v.version = f.version
        join forewarn.institutions i on i.id = f.institution_id
      where f.decision in ('warn', 'update') and (${branchId ?? null}::uuid is null or i.branch_id = ${branchId ?? null}::uuid)
      group by f.institution_id, f.warning_id, w.ended_at
    ), said as (
      select k.institution_id, k.warning_id, min(k.answered_at) as first_at,
        min(k.answered_at) filter (where k.answer in ('fixed', 'not-affected', 'worked-around', 'risk-accepted') and k.item_key is null) as done_at
      from forewarn.acknowledgements k where k.undone_at is null group by k.institution_id, k.warning_id
    ), day as (
      select d::date as day, (d + interval '1 day') as ends
      from generate_series(${from}::date::timestamp, ${from}::date::timestamp + make_interval(days => ${days - 1}::int), interval '1 day') as d
    )
    select to_char(day.day, 'YYYY-MM-DD') as day,
      count(distinct a.institution_id) filter (where s.done_at is null or s.done_at >= day.ends at time zone 'UTC')::int as exposed,
      count(distinct a.institution_id) filter (where s.first_at < day.ends at time zone 'UTC')::int as answered
    from day left join asked a on a.since < day.ends at time zone 'UTC' and (a.ended_at is null or a.ended_at >= day.ends at time zone 'UTC')
      left join said s on s.institution_id = a.institution_id and s.warning_id = a.warning_id
    group by day.day order by day.day`.execute(trx);
  return found.rows;
}

export type SectorAnswers = {
  readonly sector: string;
  readonly asked: number;
  readonly fixed: number;
  readonly working: number;
  readonly notAffected: number;
  readonly needHelp: number;
  readonly silent: number;
};

/** Institutions and open warnings that asked them something, by their newest answer that stands; by sector. */
export async function countAnswers(trx: Transaction, branchId: string | undefined): Promise<readonly SectorAnswers[]> {
  const found = await sql<SectorAnswers>`
    with asked as (
      select distinct i.sector, f.institution_id, f.warning_id
      from forewarn.concerned_institutions f join forewarn.warnings w on w.id = f.warning_id and w.state = 'open' and w.drill_id is null
        join forewarn.institutions i on i.id = f.institution_id and i.left_at is null
      where f.decision in ('warn', 'update') and (${branchId ?? null}::uuid is null or i.branch_id = ${branchId ?? null}::uuid)
    ), newest as (
      select a.*, (select k.answer from forewarn.acknowledgements k where k.institution_id = a.institution_id and k.warning_id = a.warning_id
        and k.undone_at is null order by k.answered_at desc, k.id desc limit 1) as answer from asked a
    )
    select sector, count(*)::int as asked, count(*) filter (where answer in ('fixed', 'worked-around', 'risk-accepted'))::int as fixed,
      count(*) filter (where answer in ('working', 'forwarded', 'dont-know'))::int as working, count(*) filter (where answer = 'not-affected')::int as "notAffected",
      count(*) filter (where answer = 'need-help')::int as "needHelp", count(*) filter (where answer is null)::int as silent
    from newest group by sector order by sector`.execute(trx);
  return found.rows;
}
