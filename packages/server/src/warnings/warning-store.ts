import { sql } from 'kysely';
import { idOf, type MatterId, type WarningId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Warning, WarningState, WarningVersion } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredWarning = Warning & { readonly endedAt?: Instant; readonly endedBy?: string };

export type StoredVersion = WarningVersion & {
  readonly id: string;
  readonly state: 'draft' | 'released';
  readonly draftedAt: Instant;
  readonly draftedBy: string;
  /** No person has touched it. */
  readonly isAutomatic: boolean;
  readonly ruleId?: string;
  readonly releasedAt?: Instant;
  readonly releasedBy?: string;
};

type WarningRow = {
  id: string;
  reference: string;
  matter_id: string;
  state: WarningState;
  opened_at: Instant;
  released_version: number | null;
  ended_at: Instant | null;
  ended_by: string | null;
};

const WARNING = sql`w.id, w.reference, w.matter_id, w.state, w.opened_at, w.released_version, w.ended_at, w.ended_by`;

function warningOf(row: WarningRow): StoredWarning {
  return {
    id: idOf<'Warning'>(row.id),
    reference: row.reference,
    matterId: idOf<'Matter'>(row.matter_id),
    state: row.state,
    openedAt: row.opened_at,
    releasedVersion: row.released_version ?? 0,
    endedAt: row.ended_at ?? undefined,
    endedBy: row.ended_by ?? undefined,
  };
}

export async function findWarning(trx: Transaction, id: string): Promise<StoredWarning | undefined> {
  const found = await sql<WarningRow>`select ${WARNING} from forewarn.warnings w where w.id = ${id}`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : warningOf(row);
}

/** The same, and nobody else changes it until the end of the transaction. */
export async function holdWarning(trx: Transaction, id: string): Promise<StoredWarning | undefined> {
  const found = await sql<WarningRow>`select ${WARNING} from forewarn.warnings w where w.id = ${id} for no key update`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : warningOf(row);
}

export async function findWarningOfMatter(trx: Transaction, matterId: string): Promise<StoredWarning | undefined> {
  const found = await sql<WarningRow>`select ${WARNING} from forewarn.warnings w where w.matter_id = ${matterId}`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : warningOf(row);
}

/** True where a person wrote, or touched, some released version of it. */
export async function hasPersonsVersion(trx: Transaction, warningId: string): Promise<boolean> {
  const found = await sql`select 1 from forewarn.warning_versions
    where warning_id = ${warningId} and state = 'released' and not drafted_automatically limit 1`.execute(trx);
  return found.rows.length > 0;
}

/** Takes the next number of the year. Held to the end of the transaction: numbers have no gaps. */
export async function takeNumber(trx: Transaction, year: number): Promise<number> {
  const taken = await sql<{ last: number }>`insert into forewarn.reference_counters (year, last) values (${year}, 1)
    on conflict (year) do update set last = reference_counters.last + 1 returning last`.execute(trx);
  return taken.rows[0]?.last ?? 0;
}

export async function insertWarning(
  trx: Transaction,
  warning: { readonly id: WarningId; readonly reference: string; readonly matterId: MatterId; readonly openedAt: Instant },
): Promise<void> {
  await sql`insert into forewarn.warnings (id, reference, matter_id, opened_at)
    values (${warning.id}, ${warning.reference}, ${warning.matterId}, ${warning.openedAt})`.execute(trx);
}

/** A closed warning that speaks again is open, and has not ended. */
export async function markReleased(trx: Transaction, id: string, version: number, state: WarningState): Promise<void> {
  await sql`update forewarn.warnings set released_version = ${version}, state = ${state}, ended_at = null, ended_by = null where id = ${id}`.execute(
    trx,
  );
}

export async function markEnded(trx: Transaction, id: string, state: WarningState, at: Instant, by: string): Promise<void> {
  await sql`update forewarn.warnings set state = ${state}, ended_at = ${at}, ended_by = ${by} where id = ${id}`.execute(trx);
}

type VersionRow = {
  id: string;
  version: number;
  kind: WarningVersion['kind'];
  state: 'draft' | 'released';
  urgency: WarningVersion['urgency'];
  tlp: WarningVersion['tlp'];
  texts: WarningVersion['texts'];
  audience: WarningVersion['audience'];
  drafted_at: Instant;
  drafted_by: string;
  drafted_automatically: boolean;
  rule_id: string | null;
  released_at: Instant | null;
  released_by: string | null;
};

const VERSION = sql`v.id, v.version, v.kind, v.state, v.urgency, v.tlp, v.texts, v.audience, v.drafted_at, v.drafted_by, v.drafted_automatically, v.rule_id, v.released_at, v.released_by`;

function versionOf(row: VersionRow): StoredVersion {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    state: row.state,
    urgency: row.urgency,
    tlp: row.tlp,
    texts: row.texts,
    audience: row.audience,
    draftedAt: row.drafted_at,
    draftedBy: row.drafted_by,
    isAutomatic: row.drafted_automatically,
    ruleId: row.rule_id ?? undefined,
    releasedAt: row.released_at ?? undefined,
    releasedBy: row.released_by ?? undefined,
  };
}

/** Every version that the principal may see, the newest first. */
export async function listVersions(trx: Transaction, warningId: string): Promise<readonly StoredVersion[]> {
  const found =
    await sql<VersionRow>`select ${VERSION} from forewarn.warning_versions v where v.warning_id = ${warningId} order by v.version desc`.execute(
      trx,
    );
  return found.rows.map(versionOf);
}

export async function findVersion(trx: Transaction, warningId: string, version: number): Promise<StoredVersion | undefined> {
  const found =
    await sql<VersionRow>`select ${VERSION} from forewarn.warning_versions v where v.warning_id = ${warningId} and v.version = ${version}`.execute(
      trx,
    );
  const row = found.rows[0];
  return row === undefined ? undefined : versionOf(row);
}

export async function findDraft(trx: Transaction, warningId: string): Promise<StoredVersion | undefined> {
  const found =
    await sql<VersionRow>`select ${VERSION} from forewarn.warning_versions v where v.warning_id = ${warningId} and v.state = 'draft'`.execute(
      trx,
    );
  const row = found.rows[0];
  return row === undefined ? undefined : versionOf(row);
}

export type DraftWrite = WarningVersion & {
  readonly id: string;
  readonly warningId: string;
  readonly draftedAt: Instant;
  readonly draftedBy: string;
  readonly isAutomatic: boolean;
  readonly ruleId?: string;
};

export async function insertDraft(trx: Transaction, draft: DraftWrite): Promise<void> {
  await sql`insert into forewarn.warning_versions (id, warning_id, version, kind, state, urgency, tlp, texts, audience, drafted_at, drafted_by, drafted_automatically, rule_id)
    values (${draft.id}, ${draft.warningId}, ${draft.version}, ${draft.kind}, 'draft', ${draft.urgency}, ${draft.tlp}, ${JSON.stringify(draft.texts)}::jsonb,
      ${JSON.stringify(draft.audience)}::jsonb, ${draft.draftedAt}, ${draft.draftedBy}, ${draft.isAutomatic}, ${draft.ruleId ?? null})`.execute(
    trx,
  );
}

/** Who changes a draft has drafted it: a rule's draft that an analyst touched is the analyst's. */
export async function updateDraft(
  trx: Transaction,
  warningId: string,
  draft: Pick<WarningVersion, 'urgency' | 'tlp' | 'texts' | 'audience'> & {
    readonly draftedAt: Instant;
    readonly draftedBy: string;
    readonly isAutomatic: boolean;
    readonly ruleId?: string;
  },
): Promise<void> {
  await sql`update forewarn.warning_versions set urgency = ${draft.urgency}, tlp = ${draft.tlp}, texts = ${JSON.stringify(draft.texts)}::jsonb,
      audience = ${JSON.stringify(draft.audience)}::jsonb, drafted_at = ${draft.draftedAt}, drafted_by = ${draft.draftedBy}, drafted_automatically = ${draft.isAutomatic}, rule_id = ${draft.ruleId ?? null}
    where warning_id = ${warningId} and state = 'draft'`.execute(trx);
}

export async function deleteDraft(trx: Transaction, warningId: string): Promise<boolean> {
  const removed = await sql`delete from forewarn.warning_versions where warning_id = ${warningId} and state = 'draft'`.execute(trx);
  return (removed.numAffectedRows ?? 0n) > 0n;
}

export async function releaseDraft(trx: Transaction, warningId: string, releasedAt: Instant, releasedBy: string): Promise<void> {
  await sql`update forewarn.warning_versions set state = 'released', released_at = ${releasedAt}, released_by = ${releasedBy}
    where warning_id = ${warningId} and state = 'draft'`.execute(trx);
}

export type ListedWarning = StoredWarning & {
  readonly urgency: WarningVersion['urgency'];
  readonly tlp: WarningVersion['tlp'];
  readonly texts: WarningVersion['texts'];
  readonly releasedAt?: Instant;
  readonly hasDraft: boolean;
};

/** A page, newest first, each with the version in force, or with its draft where nothing was released. */
export async function listWarnings(
  trx: Transaction,
  page: { readonly state?: WarningState; readonly before?: string; readonly limit: number },
): Promise<readonly ListedWarning[]> {
  const found = await sql<
    WarningRow & Pick<VersionRow, 'urgency' | 'tlp' | 'texts' | 'released_at'> & { has_draft: boolean }
  >`select ${WARNING}, v.urgency, v.tlp, v.texts, v.released_at,
      exists (select 1 from forewarn.warning_versions d where d.warning_id = w.id and d.state = 'draft') as has_draft
    from forewarn.warnings w
    join lateral (select * from forewarn.warning_versions x where x.warning_id = w.id and (x.version = w.released_version or w.released_version is null)
      order by x.version desc limit 1) v on true
    where (${page.state ?? null}::text is null or w.state = ${page.state ?? null}) and (${page.before ?? null}::uuid is null or w.id < ${page.before ?? null}::uuid)
    order by w.id desc limit ${page.limit}`.execute(trx);
  return found.rows.map((row) => ({
    ...warningOf(row),
    urgency: row.urgency,
    tlp: row.tlp,
    texts: row.texts,
    releasedAt: row.released_at ?? undefined,
    hasDraft: row.has_draft,
  }));
}
