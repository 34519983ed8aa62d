import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { ReportFacts } from '@forewarn/core/situation/report.ts';
import { sentenceOf } from '../audit/notices.ts';
import type { Transaction } from '../database/open-database.ts';

type Period = { readonly from: Instant; readonly to: Instant };
const ROWS_MAX = 500;

/** People of the CERT who did something, and not merely looked. */
export async function findHandlers(trx: Transaction, { from, to }: Period): Promise<ReportFacts['handlers']> {
  const found = await sql<{ name: string; entries: number }>`select actor as name, count(*)::int as entries from forewarn.audit_log
    where at >= ${from} and at < ${to} and actor_kind = 'cert' and action !~ '-(read|searched|exported)$'
    group by actor order by 2 desc, 1 limit 50`.execute(trx);
  return found.rows;
}

export async function findReleased(trx: Transaction, { from, to }: Period): Promise<ReportFacts['released']> {
  const found = await sql<ReportFacts['released'][number]>`select w.reference, v.version, v.kind, v.urgency, v.tlp, v.released_at as at,
      jsonb_strip_nulls(jsonb_build_object('nl', v.texts -> 'nl' ->> 'title', 'en', v.texts -> 'en' ->> 'title')) as title,
      (select count(*)::int from forewarn.concerned_institutions c where c.warning_id = w.id and c.version = v.version and c.decision <> 'stay-silent') as told
    from forewarn.warning_versions v join forewarn.warnings w on w.id = v.warning_id
    where v.released_at >= ${from} and v.released_at < ${to} and w.drill_id is null order by v.released_at limit ${ROWS_MAX}`.execute(trx);
  return found.rows;
}

export async function findOpened(trx: Transaction, { from, to }: Period): Promise<ReportFacts['matters']> {
  const found = await sql<{
    title: string;
    source: string;
    openedAt: Instant;
    owner: string | null;
  }>`select title, source, opened_at as "openedAt", owner
    from forewarn.matters where opened_at >= ${from} and opened_at < ${to} and merged_into is null and drill_id is null order by opened_at limit ${ROWS_MAX}`.execute(
    trx,
  );
  return found.rows.map(({ owner, ...matter }) => (owner === null ? matter : { ...matter, owner }));
}

export async function findSetAside(trx: Transaction, { from, to }: Period): Promise<ReportFacts['setAside']> {
  const found = await sql<{ title: string; because: string }>`select title, set_aside_because as because from forewarn.matters
    where set_aside_at >= ${from} and set_aside_at < ${to} and drill_id is null order by set_aside_at limit ${ROWS_MAX}`.execute(trx);
  return found.rows;
}

export async function countCalls(trx: Transaction, { from, to }: Period): Promise<ReportFacts['calls']> {
  const found = await sql<{
    outcome: string;
    count: number;
  }>`select outcome, count(*)::int as count from forewarn.calls c join forewarn.warnings w on w.id = c.warning_id and w.drill_id is null
    where called_at >= ${from} and called_at < ${to} group by outcome order by 2 desc, 1`.execute(trx);
  return found.rows;
}

export async function countHelp(trx: Transaction, { from, to }: Period): Promise<ReportFacts['help']> {
  const found = await sql<ReportFacts['help']>`select count(*) filter (where h.asked_at >= ${from} and h.asked_at < ${to})::int as opened,
      count(*) filter (where h.ended_because = 'done' and h.ended_at >= ${from} and h.ended_at < ${to})::int as done,
      count(*) filter (where h.asked_at < ${to} and (h.ended_at is null or h.ended_at >= ${to}))::int as open,
      count(*) filter (where h.asked_at < ${to} and h.due_at < ${to} and (h.ended_at is null or h.ended_at >= ${to}))::int as late
    from forewarn.help_requests h join forewarn.warnings w on w.id = h.warning_id and w.drill_id is null`.execute(trx);
  return found.rows[0] ?? { opened: 0, done: 0, open: 0, late: 0 };
}

type ToDoRow = { text: string; kind: string; key: string; facts: object | null };

/** Drafts and notices as they are now, in Dutch as the report is: what waits can't be looked up for then. */
export async function findToDo(trx: Transaction): Promise<readonly string[]> {
  const found = await sql<ToDoRow>`select text, kind, key, facts from (
      select w.reference || ' v' || v.version || ': ' || coalesce(v.texts -> 'nl' ->> 'title', '') as text, v.drafted_at as at,
        '' as kind, '' as key, null::jsonb as facts
        from forewarn.warning_versions v join forewarn.warnings w on w.id = v.warning_id where v.state = 'draft' and w.drill_id is null
      union all select n.text, n.raised_at, n.kind, n.key, n.facts from forewarn.notices n where n.resolved_at is null) as waiting order by at limit ${ROWS_MAX}`.execute(
    trx,
  );
  return found.rows.map((row) => sentenceOf(row).nl);
}
