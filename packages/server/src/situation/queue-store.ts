import { sql } from 'kysely';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Level } from '@forewarn/core/advisories/likelihood-damage.ts';
import type { RatingBy } from '@forewarn/core/advisories/priority-facts.ts';
import type { SsvcAnswer, SsvcPoint } from '@forewarn/core/advisories/ssvc.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Matter, Scope } from '@forewarn/core/matters/matter.ts';
import type { QueueState } from '@forewarn/core/matters/queue-state.ts';
import type { Transaction } from '../database/open-database.ts';

export type QueueRow = {
  readonly id: string;
  readonly kind: Matter['kind'];
  readonly title: string;
  readonly source: string;
  readonly confirmation: 'confirmed' | 'unconfirmed' | 'claim-of';
  readonly claimant: string | null;
  readonly scope: Scope;
  readonly opened_at: Instant;
  readonly opened_by: string;
  readonly owner: string | null;
  readonly owner_account_id: string | null;
  readonly owned_since: Instant | null;
  readonly set_aside_at: Instant | null;
  readonly set_aside_by: string | null;
  readonly set_aside_because: string | null;
  readonly advisories_read_at: Instant | null;
  readonly changed_at: Instant;
  readonly warning_id: string | null;
  readonly reference: string | null;
  readonly warning_state: string | null;
  readonly released_version: number;
  readonly has_draft: boolean;
  readonly has_note: boolean;
};

export type QueuePage = {
  readonly state?: QueueState;
  readonly owner?: string;
  readonly matterId?: string;
  /** How many from the top are left out. */
  readonly skip?: number;
  /** From the page before: what comes after this one. */
  readonly after?: { readonly changedAt: string; readonly id: string };
  readonly limit: number;
};

/** As core's `queueState` tells it; a test holds the two together. */
const STATE = sql`case when q.released_version > 0 then 'warned' when q.set_aside_at is not null then 'not-relevant'
  when q.owner is not null or q.has_note or q.has_draft then 'in-assessment' else 'new' end`;

/** Every matter that was not merged into another, and no exercise. Closed ones stay where their warning is. */
const QUEUE = sql`select m.id, m.kind, m.title, m.source, m.confirmation, m.claimant, m.scope, m.opened_at, m.opened_by, m.owner, m.owner_account_id,
    m.owned_since, m.set_aside_at, m.set_aside_by, m.set_aside_because, n.advisories_read_at, greatest(m.opened_at, n.advisories_read_at) as changed_at,
    w.id as warning_id, w.reference, w.state as warning_state, coalesce(w.released_version, 0) as released_version,
    exists (select from forewarn.warning_versions v where v.warning_id = w.id and v.state = 'draft') as has_draft,
    exists (select from forewarn.matter_steps s where s.matter_id = m.id and s.kind = 'noted' and s.undone_at is null) as has_note
  from forewarn.matters m left join forewarn.warnings w on w.matter_id = m.id
    left join lateral (select max(r.read_at) as advisories_read_at from forewarn.matter_advisories j join forewarn.advisories a on a.id = j.advisory_id
      join forewarn.advisory_revisions r on r.id = a.latest_revision_id where j.matter_id = m.id) as n on true
  where m.merged_into is null and m.drill_id is null`;

/** A page of the queue, what changed last first. */
export async function listQueue(trx: Transaction, page: QueuePage): Promise<readonly QueueRow[]> {
  const found = await sql<QueueRow>`select * from (${QUEUE}) as q
    where (${page.state ?? null}::text is null or ${STATE} = ${page.state ?? null})
      and (${page.owner ?? null}::text is null or q.owner = ${page.owner ?? null})
      and (${page.matterId ?? null}::uuid is null or q.id = ${page.matterId ?? null}::uuid)
      and (${page.after?.id ?? null}::uuid is null or (q.changed_at, q.id) < (${page.after?.changedAt ?? null}::timestamptz, ${page.after?.id ?? null}::uuid))
    order by q.changed_at desc, q.id desc limit ${page.limit} offset ${page.skip ?? 0}`.execute(trx);
  return found.rows;
}

/** How many matters there are in each state. */
export async function countQueue(trx: Transaction): Promise<Readonly<Partial<Record<QueueState, number>>>> {
  const found = await sql<{
    state: QueueState;
    count: number;
  }>`select ${STATE} as state, count(*)::int as count from (${QUEUE}) as q group by 1`.execute(trx);
  return Object.fromEntries(found.rows.map(({ state, count }) => [state, count]));
}

export type MatterReach = {
  readonly certain: number;
  readonly likely: number;
  readonly possible: number;
  readonly forInformation: number;
  readonly internet: number;
  readonly unknownExposure: number;
  /** Of these institutions, whose every line was looked at before `since`. */
  readonly old: number;
};

/**
 * How many institutions the advisories of each matter concern, each by its strongest certainty, and how it can be reached there; a line that
 * nobody looked at since `since` is one step less sure, and never less than possible (core `weakenOld`).
 */
export async function countReach(trx: Transaction, matterIds: readonly string[], since: string): Promise<ReadonlyMap<string, MatterReach>> {
  const found = await sql<MatterReach & { id: string }>`
    with line as (
      select j.matter_id, x.institution_id, coalesce(t.exposure, 'unknown') as exposure, t.checked_at < ${since}::timestamptz as is_old,
        case x.certainty when 'certain' then 3 when 'likely' then 2 when 'possible' then 1 else 0 end as sure
      from forewarn.matter_advisories j
        join forewarn.matches x on x.advisory_id = j.advisory_id and x.ended_at is null and x.kind = 'concerned'
        join forewarn.inventory_items t on t.id = x.item_id and t.last_snapshot is null
        join forewarn.institutions i on i.id = x.institution_id and i.left_at is null
      where j.matter_id = any(${matterIds}::uuid[])
    ), institution as (
      select matter_id, institution_id, max(case when is_old and sure > 1 then sure - 1 else sure end) as sure,
        bool_or(exposure = 'internet' and sure > 0) as internet, bool_or(exposure = 'unknown' and sure > 0) as unknown
      from line group by matter_id, institution_id
    )
    select matter_id as id, count(*) filter (where sure = 3)::int as certain, count(*) filter (where sure = 2)::int as likely,
      count(*) filter (where sure = 1)::int as possible, count(*) filter (where sure = 0)::int as "forInformation",
      count(*) filter (where internet)::int as internet, count(*) filter (where unknown and not internet)::int as "unknownExposure",
      count(*) filter (where not exists (select from forewarn.inventory_items t where t.institution_id = institution.institution_id
        and t.last_snapshot is null and t.checked_at >= ${since}::timestamptz))::int as old
    from institution group by matter_id`.execute(trx);
  return new Map(found.rows.map(({ id, ...reach }) => [id, reach]));
}

/** Members without any current line, and those of whose lines nobody looked at one since `since`; the first are among the second. */
export async function countUnknownMembers(
  trx: Transaction,
  since: string,
): Promise<{ readonly without: number; readonly unknown: number }> {
  const found = await sql<{ without: number; unknown: number }>`
    select count(*) filter (where not exists (select from forewarn.inventory_items t where t.institution_id = i.id and t.last_snapshot is null))::int as without,
      count(*) filter (where not exists (select from forewarn.inventory_items t where t.institution_id = i.id and t.last_snapshot is null
        and t.checked_at >= ${since}::timestamptz))::int as unknown
    from forewarn.institutions i where i.left_at is null`.execute(trx);
  return found.rows[0] ?? { without: 0, unknown: 0 };
}

export type QueueAdvisory = {
  readonly matterId: string;
  readonly id: string;
  readonly trackingId: string;
  readonly publisher: string;
  readonly title: string;
  readonly tlp: string;
  readonly severity: number | null;
  readonly format: Advisory['format'];
  readonly readAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly sourceId: string | null;
  readonly cves: readonly string[];
  readonly notes: Advisory['notes'] | null;
  readonly vulnerabilities: Advisory['vulnerabilities'] | null;
  readonly names: readonly { readonly supplier: string | null; readonly product: string }[] | null;
};

/** Vulnerabilities of one advisory that are weighed for a row of the queue; the rest says nothing new. */
const VULNERABILITIES_MAX = 200;
const NAMES_MAX = 30;

/** The advisories of these matters, newest first, with what bears on urgency: no products, remedies or statuses, which are the bulk. */
export async function findQueueAdvisories(trx: Transaction, matterIds: readonly string[]): Promise<readonly QueueAdvisory[]> {
  const found = await sql<QueueAdvisory>`
    select j.matter_id as "matterId", a.id, a.tracking_id as "trackingId", a.publisher_name as publisher, r.title, r.tlp, r.severity::float8 as severity,
      r.normalised ->> 'format' as format, r.read_at as "readAt", a.withdrawn_at as "withdrawnAt", r.source_id as "sourceId", r.cves,
      (select jsonb_agg(n) from jsonb_array_elements(r.normalised -> 'notes') as n
        where n ->> 'title' ~* '^\\s*(kans|schade|probability|damage)\\s*$') as notes,
      (select jsonb_agg(jsonb_build_object('cve', v.one -> 'cve', 'ids', '[]'::jsonb, 'cwes', '[]'::jsonb, 'notes', '[]'::jsonb, 'status', '{}'::jsonb,
          'remediations', '[]'::jsonb, 'at', '""'::jsonb, 'scores', v.one -> 'scores', 'threats', v.one -> 'threats') order by v.place)
        from jsonb_array_elements(r.normalised -> 'vulnerabilities') with ordinality as v(one, place) where v.place <= ${VULNERABILITIES_MAX}) as vulnerabilities,
      (select jsonb_agg(p) from (select distinct p ->> 'supplier' as supplier, p ->> 'product' as product
        from jsonb_array_elements(r.normalised -> 'products') as p where p ->> 'product' is not null limit ${NAMES_MAX}) as p) as names
    from forewarn.matter_advisories j join forewarn.advisories a on a.id = j.advisory_id
      join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    where j.matter_id = any(${matterIds}::uuid[]) order by r.read_at desc, a.id`.execute(trx);
  return found.rows;
}

/** What people of the CERT answered to SSVC's questions about any of these advisories. */
export async function findAnswersOf(trx: Transaction, advisoryIds: readonly string[]): Promise<ReadonlyMap<string, readonly SsvcAnswer[]>> {
  const found = await sql<{ advisory_id: string; point: SsvcPoint; value: string; cve: string | null; answered_by: string }>`
    select advisory_id, point, value, cve, answered_by from forewarn.ssvc_answers
    where advisory_id = any(${advisoryIds}::uuid[]) and replaced_at is null order by advisory_id, point, cve`.execute(trx);
  return new Map(
    [...Map.groupBy(found.rows, (row) => row.advisory_id)].map(([id, rows]) => [
      id,
      rows.map(({ point, value, cve, answered_by: by }): SsvcAnswer => ({
        point,
        value,
        from: 'person',
        by,
        ...(cve === null ? {} : { cve }),
      })),
    ]),
  );
}

/** The analyst's kans and schade of these advisories. */
export async function findRatingsOf(trx: Transaction, advisoryIds: readonly string[]): Promise<ReadonlyMap<string, RatingBy>> {
  const found = await sql<{ advisory_id: string; likelihood: Level | null; damage: Level | null; answered_by: string }>`
    select advisory_id, likelihood, damage, answered_by from forewarn.likelihood_damage_answers
    where advisory_id = any(${advisoryIds}::uuid[]) and replaced_at is null`.execute(trx);
  return new Map(
    found.rows.map((row) => [
      row.advisory_id,
      {
        by: row.answered_by,
        ...(row.likelihood === null ? {} : { likelihood: row.likelihood }),
        ...(row.damage === null ? {} : { damage: row.damage }),
      },
    ]),
  );
}
