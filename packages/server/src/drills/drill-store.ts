import { sql } from 'kysely';
import { idOf, type DrillId, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Drill, DrillKind } from '@forewarn/core/drills/drill.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredDrill = Drill & {
  readonly participants: number;
  readonly warningId: string;
  readonly reference: string;
  readonly title: { readonly nl: string; readonly en?: string };
  readonly releasedAt?: Instant;
};

type Row = {
  id: string;
  kind: DrillKind;
  name: string;
  begun_at: Instant;
  begun_by: string;
  ended_at: Instant | null;
  ended_by: string | null;
  participants: number;
  warning_id: string;
  reference: string;
  title: { nl: string; en?: string };
  released_at: Instant | null;
};

const DRILL = sql`select d.id, d.kind, d.name, d.begun_at, d.begun_by, d.ended_at, d.ended_by, w.id as warning_id, w.reference,
    (select count(*)::int from forewarn.drill_participants p where p.drill_id = d.id) as participants,
    jsonb_strip_nulls(jsonb_build_object('nl', v.texts -> 'nl' ->> 'title', 'en', v.texts -> 'en' ->> 'title')) as title,
    (select min(r.released_at) from forewarn.warning_versions r where r.warning_id = w.id) as released_at
  from forewarn.drills d join forewarn.warnings w on w.drill_id = d.id
    join lateral (select x.texts from forewarn.warning_versions x where x.warning_id = w.id order by x.version desc limit 1) v on true`;

function drillOf(row: Row): StoredDrill {
  return {
    id: idOf<'Drill'>(row.id),
    kind: row.kind,
    name: row.name,
    begunAt: row.begun_at,
    begunBy: row.begun_by,
    endedAt: row.ended_at ?? undefined,
    endedBy: row.ended_by ?? undefined,
    participants: row.participants,
    warningId: row.warning_id,
    reference: row.reference,
    title: row.title,
    releasedAt: row.released_at ?? undefined,
  };
}

const DRILLS_MAX = 200;

/** Newest first; of an older one its warning is still found by its reference. */
export async function listDrills(trx: Transaction): Promise<readonly StoredDrill[]> {
  const found = await sql<Row>`${DRILL} order by d.begun_at desc, d.id desc limit ${DRILLS_MAX}`.execute(trx);
  return found.rows.map(drillOf);
}

export async function findDrill(trx: Transaction, id: string): Promise<StoredDrill | undefined> {
  const found = await sql<Row>`${DRILL} where d.id = ${id}`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : drillOf(row);
}

export async function insertDrill(trx: Transaction, drill: Drill): Promise<void> {
  await sql`insert into forewarn.drills (id, kind, name, begun_at, begun_by)
    values (${drill.id}, ${drill.kind}, ${drill.name}, ${drill.begunAt}, ${drill.begunBy})`.execute(trx);
}

/** Whom an exercise is for; each part absent where nobody chose by it. */
export type Participants = {
  readonly institutionIds?: readonly string[];
  readonly sectors?: readonly string[];
  readonly regions?: readonly number[];
};

/** Those by name and those of the sectors and regions; every member where nobody chose. Returns how many. */
export async function insertParticipants(trx: Transaction, drillId: DrillId, chosen: Participants): Promise<number> {
  const { institutionIds = [], sectors = [], regions = [] } = chosen;
  const isArea = sectors.length + regions.length > 0;
  const isAll = !isArea && institutionIds.length === 0;
  const inserted = await sql`insert into forewarn.drill_participants (drill_id, institution_id)
    select ${drillId}::uuid, i.id from forewarn.institutions i where i.left_at is null and (${isAll} or i.id = any(${institutionIds}::uuid[])
      or (${isArea} and (${sectors.length === 0} or i.sector = any(${sectors}::text[])) and (${regions.length === 0} or i.region = any(${regions}::int[]))))`.execute(
    trx,
  );
  return Number(inserted.numAffectedRows ?? 0n);
}

/** False where it had ended. */
export async function markDrillEnded(trx: Transaction, id: string, at: Instant, by: string): Promise<boolean> {
  const ended = await sql`update forewarn.drills set ended_at = ${at}, ended_by = ${by} where id = ${id} and ended_at is null`.execute(trx);
  return (ended.numAffectedRows ?? 0n) > 0n;
}

export type DrillFacts = {
  readonly institutionId: InstitutionId;
  readonly name: string;
  readonly sector: string;
  readonly readAt?: Instant;
  readonly answeredAt?: Instant;
  readonly answer?: string;
  readonly calls: number;
};

/** What came back from each participant: when its page was first opened, its first and its newest answer, how often it was called. */
export async function findDrillFacts(trx: Transaction, drillId: string, warningId: string): Promise<readonly DrillFacts[]> {
  const found = await sql<{
    institution_id: string;
    name: string;
    sector: string;
    read_at: Instant | null;
    answered_at: Instant | null;
    answer: string | null;
    calls: number;
  }>`select p.institution_id, i.name, i.sector,
      (select min(l.at) from forewarn.audit_log l where l.subject_kind = 'telling' and l.subject = ${warningId} || '/' || p.institution_id
        and l.action in ('answer-page-read', 'warning-read')) as read_at,
      (select min(k.answered_at) from forewarn.acknowledgements k where k.warning_id = ${warningId} and k.institution_id = p.institution_id
        and k.undone_at is null) as answered_at,
      (select k.answer from forewarn.acknowledgements k where k.warning_id = ${warningId} and k.institution_id = p.institution_id
        and k.undone_at is null order by k.answered_at desc, k.id desc limit 1) as answer,
      (select count(*)::int from forewarn.calls c where c.warning_id = ${warningId} and c.institution_id = p.institution_id) as calls
    from forewarn.drill_participants p join forewarn.institutions i on i.id = p.institution_id where p.drill_id = ${drillId}`.execute(trx);
  return found.rows.map((row) => ({
    institutionId: idOf<'Institution'>(row.institution_id),
    name: row.name,
    sector: row.sector,
    readAt: row.read_at ?? undefined,
    answeredAt: row.answered_at ?? undefined,
    answer: row.answer ?? undefined,
    calls: row.calls,
  }));
}
