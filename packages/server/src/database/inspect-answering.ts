import type { Database } from './open-database.ts';

/** Seconds; undefined where nobody answered yet. */
export type AnsweringFacts = { readonly half: number | undefined; readonly nineOfTen: number | undefined };

/** How long institutions took from being told to their first answer, over the matters that were answered in the last 30 days. */
export async function inspectAnswering(database: Database): Promise<AnsweringFacts> {
  const found = await database.pool.query(
    `with first_answers as (
       select a.institution_id, w.matter_id, min(a.answered_at) as at from forewarn.acknowledgements a join forewarn.warnings w on w.id = a.warning_id and w.drill_id is null
       where a.undone_at is null and a.answered_at > now() - interval '30 days' group by 1, 2
     ), took as (
       select extract(epoch from f.at - told.at)::float8 as seconds from first_answers f, lateral (
         select min(d.ended_at) as at from forewarn.deliveries d where d.thread = f.matter_id || '/' || f.institution_id and d.state = 'sent' and d.ended_at <= f.at
       ) told where told.at is not null
     )
     select percentile_cont(0.5) within group (order by seconds) as half, percentile_cont(0.9) within group (order by seconds) as nine from took`,
  );
  return { half: found.rows[0]?.half ?? undefined, nineOfTen: found.rows[0]?.nine ?? undefined };
}
