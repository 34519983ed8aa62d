import { sql } from 'kysely';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

/**
 * How long something took, in minutes to one decimal: the middle and what nine in ten stayed within, each the value of one of those that
 * did it (nearest rank); null where none did. `asked` counts those that did not do it yet as well.
 */
export type Minutes = {
  readonly urgency: Urgency;
  readonly asked: number;
  readonly done: number;
  readonly median: number | null;
  readonly p90: number | null;
};

export type InstitutionMinutes = Minutes & { readonly what: 'read' | 'answer' };

const SPREAD = sql`count(*)::int as asked, count(minutes)::int as done,
  percentile_disc(0.5) within group (order by minutes) as median, percentile_disc(0.9) within group (order by minutes) as p90`;

/**
 * Of warnings whose first version was released on this day (UTC) or later: from when the CERT knew (the first of its advisories came in, or its matter, or one
 * that was merged into it, was opened) to that release. Exercises do not count.
 */
export async function measureWarning(trx: Transaction, from: string): Promise<readonly Minutes[]> {
  const found = await sql<Minutes>`
    with first as (
      select distinct on (v.warning_id) w.matter_id, v.urgency, v.released_at
      from forewarn.warning_versions v join forewarn.warnings w on w.id = v.warning_id and w.drill_id is null
      where v.state = 'released' order by v.warning_id, v.version
    ), took as (
      select f.urgency, ${minutesBetween(
        sql`least(m.opened_at,
          (select min(o.opened_at) from forewarn.matters o where o.merged_into = m.id),
          (select min(a.first_seen_at) from forewarn.matter_advisories l join forewarn.advisories a on a.id = l.advisory_id where l.matter_id = m.id))`,
        sql`f.released_at`,
      )} as minutes
      from first f join forewarn.matters m on m.id = f.matter_id where f.released_at >= ${from}::date::timestamp at time zone 'UTC'
    )
    select urgency, ${SPREAD} from took group by urgency`.execute(trx);
  return found.rows;
}

/**
 * Of institutions that a warning first asked something on this day (UTC) or later: from when it was told (its first message that a receiver accepted; the release
 * where none was) to when somebody of it first opened the warning, and to its first answer that stands. Exercises do not count.
 */
export async function measureInstitutions(trx: Transaction, from: string): Promise<readonly InstitutionMinutes[]> {
  const found = await sql<InstitutionMinutes>`
    with asked as (
      select c.warning_id, c.institution_id, w.matter_id, min(v.released_at) as released_at,
        (array_agg(c.urgency order by c.version))[1] as urgency
      from forewarn.concerned_institutions c join forewarn.warnings w on w.id = c.warning_id and w.drill_id is null
        join forewarn.warning_versions v on v.warning_id = c.warning_id and v.version = c.version
      where c.decision in ('warn', 'update')
      group by c.warning_id, c.institution_id, w.matter_id having min(v.released_at) >= ${from}::date::timestamp at time zone 'UTC'
    ), told as (
      select a.warning_id, a.institution_id, a.urgency, coalesce(min(coalesce(d.ended_at, d.planned_at)), min(a.released_at)) as told_at
      from asked a left join forewarn.deliveries d on d.thread = a.matter_id || '/' || a.institution_id and d.state = 'sent'
      group by a.warning_id, a.institution_id, a.urgency
    ), heard as (
      select t.urgency, t.told_at,
        (select min(e.at) from forewarn.audit_log e where e.subject_kind = 'telling' and e.subject = t.warning_id || '/' || t.institution_id
          and e.action in ('warning-read', 'answer-page-read')) as read_at,
        (select min(k.answered_at) from forewarn.acknowledgements k where k.warning_id = t.warning_id
          and k.institution_id = t.institution_id and k.undone_at is null) as answered_at
      from told t
    ), took as (
      select 'read' as what, urgency, ${minutesBetween(sql`told_at`, sql`read_at`)} as minutes from heard
      union all
      select 'answer', urgency, ${minutesBetween(sql`told_at`, sql`answered_at`)} from heard
    )
    select what, urgency, ${SPREAD} from took group by what, urgency`.execute(trx);
  return found.rows;
}

/** Null where it did not come to it. What is read before it is told (in the portal, ahead of the day's bundle) took no time. */
function minutesBetween(start: ReturnType<typeof sql>, end: ReturnType<typeof sql>) {
  return sql`case when ${end} is not null then round(greatest(0, extract(epoch from ${end} - ${start})) / 60, 1)::float8 end`;
}
