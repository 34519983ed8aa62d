import { sql } from 'kysely';
import { idOf, type MatterId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Confirmation, Matter, Scope } from '@forewarn/core/matters/matter.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredMatter = Matter & {
  readonly openedBy: string;
  readonly closedAt?: Instant;
  readonly warningId?: string;
  readonly embargoUntil?: Instant;
};

type Row = {
  id: string;
  kind: Matter['kind'];
  title: string;
  source: string;
  confirmation: Confirmation['kind'];
  claimant: string | null;
  scope: Scope;
  opened_at: Instant;
  opened_by: string;
  closed_at: Instant | null;
  embargo_until: Instant | null;
  advisory_ids: string[];
  drill_id: string | null;
  warning_id: string | null;
};

const COLUMNS = sql`m.id, m.kind, m.title, m.source, m.confirmation, m.claimant, m.scope, m.opened_at, m.opened_by, m.closed_at, m.embargo_until, m.drill_id,
  (select coalesce(array_agg(a.advisory_id order by a.advisory_id), '{}')::text[] from forewarn.matter_advisories a where a.matter_id = m.id) as advisory_ids,
  (select w.id from forewarn.warnings w where w.matter_id = m.id) as warning_id`;

function matterOf(row: Row): StoredMatter {
  return {
    id: idOf<'Matter'>(row.id),
    kind: row.kind,
    title: row.title,
    source: row.source,
    confirmation: row.confirmation === 'claim-of' ? { kind: 'claim-of', claimant: row.claimant ?? '' } : { kind: row.confirmation },
    scope: row.scope,
    advisoryIds: row.advisory_ids.map((id) => idOf<'Advisory'>(id)),
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    closedAt: row.closed_at ?? undefined,
    embargoUntil: row.embargo_until ?? undefined,
    drillId: row.drill_id === null ? undefined : idOf<'Drill'>(row.drill_id),
    warningId: row.warning_id ?? undefined,
  };
}

/** A page, newest first: ids are made in the order of time. */
export async function listMatters(
  trx: Transaction,
  page: { readonly advisoryId?: string; readonly before?: string; readonly limit: number },
): Promise<readonly StoredMatter[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.matters m
    where (${page.before ?? null}::uuid is null or m.id < ${page.before ?? null}::uuid)
      and (${page.advisoryId ?? null}::uuid is null
        or exists (select 1 from forewarn.matter_advisories a where a.matter_id = m.id and a.advisory_id = ${page.advisoryId ?? null}::uuid))
    order by m.id desc limit ${page.limit}`.execute(trx);
  return found.rows.map(matterOf);
}

export async function findMatter(trx: Transaction, id: string): Promise<StoredMatter | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.matters m where m.id = ${id}`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : matterOf(row);
}

/** The open matters that an advisory is joined to, oldest first. */
export async function findMattersOfAdvisory(trx: Transaction, advisoryId: string): Promise<readonly StoredMatter[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.matter_advisories j join forewarn.matters m on m.id = j.matter_id
    where j.advisory_id = ${advisoryId} and m.closed_at is null order by m.id`.execute(trx);
  return found.rows.map(matterOf);
}

export async function insertMatter(trx: Transaction, matter: Matter & { readonly openedBy: string }): Promise<void> {
  await sql`insert into forewarn.matters (id, kind, title, source, confirmation, claimant, scope, opened_at, opened_by, drill_id)
    values (${matter.id}, ${matter.kind}, ${matter.title}, ${matter.source}, ${matter.confirmation.kind}, ${claimantOf(matter.confirmation)},
      ${JSON.stringify(matter.scope)}::jsonb, ${matter.openedAt}, ${matter.openedBy}, ${matter.drillId ?? null})`.execute(trx);
}

export async function updateMatter(
  trx: Transaction,
  id: MatterId,
  matter: Pick<Matter, 'title' | 'source' | 'confirmation' | 'scope'>,
): Promise<void> {
  await sql`update forewarn.matters set title = ${matter.title}, source = ${matter.source}, confirmation = ${matter.confirmation.kind},
    claimant = ${claimantOf(matter.confirmation)}, scope = ${JSON.stringify(matter.scope)}::jsonb where id = ${id}`.execute(trx);
}

/** Of these ids, those that are advisories which we have. */
export async function knownAdvisories(trx: Transaction, ids: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select id from forewarn.advisories where id = any(${ids}::uuid[])`.execute(trx);
  return found.rows.map((row) => row.id);
}

export async function findAdvisoryTitle(trx: Transaction, advisoryId: string): Promise<string | undefined> {
  const found = await sql<{
    title: string;
  }>`select r.title from forewarn.advisories a join forewarn.advisory_revisions r on r.id = a.latest_revision_id
    where a.id = ${advisoryId}`.execute(trx);
  return found.rows[0]?.title;
}

/** Waits for whoever else opens a matter for this advisory, until the end of the transaction. False where there is no such advisory. */
export async function holdAdvisory(trx: Transaction, advisoryId: string): Promise<boolean> {
  const held = await sql`select 1 from forewarn.advisories where id = ${advisoryId} for no key update`.execute(trx);
  return held.rows.length > 0;
}

/** Returns how many were not joined before. */
export async function joinAdvisories(trx: Transaction, matterId: string, advisoryIds: readonly string[]): Promise<number> {
  if (advisoryIds.length === 0) return 0;
  const joined = await sql`insert into forewarn.matter_advisories (matter_id, advisory_id)
    select ${matterId}::uuid, id from unnest(${advisoryIds}::uuid[]) as x(id) on conflict do nothing`.execute(trx);
  return Number(joined.numAffectedRows ?? 0n);
}

export async function unjoinAdvisory(trx: Transaction, matterId: string, advisoryId: string): Promise<boolean> {
  const removed = await sql`delete from forewarn.matter_advisories where matter_id = ${matterId} and advisory_id = ${advisoryId}`.execute(
    trx,
  );
  return (removed.numAffectedRows ?? 0n) > 0n;
}

function claimantOf(confirmation: Confirmation): string | null {
  return confirmation.kind === 'claim-of' ? confirmation.claimant : null;
}

export async function updateEmbargo(trx: Transaction, id: string, until: Instant | undefined): Promise<void> {
  await sql`update forewarn.matters set embargo_until = ${until ?? null} where id = ${id}`.execute(trx);
}
