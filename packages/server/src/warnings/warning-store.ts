import { sql } from 'kysely';
import { idOf, type MatterId, type WarningId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Warning, WarningState, WarningVersion } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

export type StoredWarning = Warning & { readonly endedAt?: Instant; readonly endedBy?: string; readonly endedBecause?: string };

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
  /** A draft that goes out by itself. */
  readonly planned?: PlannedRelease;
  /** Of the preview that whoever released it saw, where it went out to so many that they are decided on in parts. */
  readonly previewDigest?: string;
  /** Released, and not yet decided on for the institutions behind the one and up to and with the other. */
  readonly undecided?: Undecided;
};

export type Undecided = { readonly after: string; readonly through: string };

/** Somebody decided that a draft goes out at an hour, having seen what that would do. */
export type PlannedRelease = {
  readonly at: Instant;
  readonly by: string;
  readonly previewDigest?: string;
  readonly evenIfNobody: boolean;
};

export type WarningRow = {
  id: string;
  reference: string;
  matter_id: string;
  state: WarningState;
  opened_at: Instant;
  released_version: number | null;
  ended_at: Instant | null;
  ended_by: string | null;
  drill_id: string | null;
  ended_because: string | null;
};

const WARNING = sql`w.id, w.reference, w.matter_id, w.state, w.opened_at, w.released_version, w.ended_at, w.ended_by, w.ended_because, w.drill_id`;

export function warningOf(row: WarningRow): StoredWarning {
  return {
    id: idOf<'Warning'>(row.id),
    reference: row.reference,
    matterId: idOf<'Matter'>(row.matter_id),
    state: row.state,
    openedAt: row.opened_at,
    releasedVersion: row.released_version ?? 0,
    endedAt: row.ended_at ?? undefined,
    endedBy: row.ended_by ?? undefined,
    drillId: row.drill_id === null ? undefined : idOf<'Drill'>(row.drill_id),
    endedBecause: row.ended_because ?? undefined,
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

/** Takes the next number of the year, of what is real or of drills. Held to the end of the transaction: numbers have no gaps. */
export async function takeNumber(trx: Transaction, year: number, ofDrills: boolean): Promise<number> {
  const taken = await sql<{ last: number }>`insert into forewarn.reference_counters (year, of_drills, last) values (${year}, ${ofDrills}, 1)
    on conflict (year, of_drills) do update set last = reference_counters.last + 1 returning last`.execute(trx);
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
  await sql`update forewarn.warnings set released_version = ${version}, state = ${state}, ended_at = null, ended_by = null, ended_because = null where id = ${id}`.execute(
    trx,
  );
}

export async function markEnded(
  trx: Transaction,
  id: string,
  state: WarningState,
  at: Instant,
  by: string,
  because?: string,
): Promise<void> {
  await sql`update forewarn.warnings set state = ${state}, ended_at = ${at}, ended_by = ${by}, ended_because = ${because ?? null} where id = ${id}`.execute(
    trx,
  );
}

type VersionRow = {
  id: string;
  version: number;
  kind: WarningVersion['kind'];
  state: 'draft' | 'released';
  urgency: WarningVersion['urgency'];
  tlp: WarningVersion['tlp'];
  shared_with_it_provider: boolean;
  embargo_until: Instant | null;
  valid_until: Instant | null;
  texts: WarningVersion['texts'];
  audience: WarningVersion['audience'];
  drafted_at: Instant;
  drafted_by: string;
  drafted_automatically: boolean;
  rule_id: string | null;
  released_at: Instant | null;
  released_by: string | null;
  release_at: Instant | null;
  release_planned_by: string | null;
  release_digest: string | null;
  release_even_if_nobody: boolean;
  undecided_after: string | null;
  undecided_through: string | null;
};

const VERSION = sql`v.id, v.version, v.kind, v.state, v.urgency, v.tlp, v.shared_with_it_provider, v.embargo_until, v.valid_until, v.texts, v.audience, v.drafted_at,
  v.drafted_by, v.drafted_automatically, v.rule_id, v.released_at, v.released_by, v.release_at, v.release_planned_by, v.release_digest,
  v.release_even_if_nobody, v.undecided_after, v.undecided_through`;

function versionOf(row: VersionRow): StoredVersion {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    state: row.state,
    urgency: row.urgency,
    tlp: row.tlp,
    sharedWithItProvider: row.shared_with_it_provider,
    embargoUntil: row.embargo_until ?? undefined,
    validUntil: row.valid_until ?? undefined,
    texts: row.texts,
    audience: row.audience,
    draftedAt: row.drafted_at,
    draftedBy: row.drafted_by,
    isAutomatic: row.drafted_automatically,
    ruleId: row.rule_id ?? undefined,
    releasedAt: row.released_at ?? undefined,
    releasedBy: row.released_by ?? undefined,
    previewDigest: row.release_digest ?? undefined,
    undecided:
      row.undecided_after === null || row.undecided_through === null
        ? undefined
        : { after: row.undecided_after, through: row.undecided_through },
    planned:
      row.release_at === null || row.release_planned_by === null
        ? undefined
        : {
            at: row.release_at,
            by: row.release_planned_by,
            previewDigest: row.release_digest ?? undefined,
            evenIfNobody: row.release_even_if_nobody,
          },
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
  await sql`insert into forewarn.warning_versions (id, warning_id, version, kind, state, urgency, tlp, shared_with_it_provider,
      embargo_until, valid_until, texts, audience, drafted_at, drafted_by, drafted_automatically, rule_id)
    values (${draft.id}, ${draft.warningId}, ${draft.version}, ${draft.kind}, 'draft', ${draft.urgency}, ${draft.tlp}, ${draft.sharedWithItProvider},
      ${draft.embargoUntil ?? null}, ${draft.validUntil ?? null}, ${JSON.stringify(draft.texts)}::jsonb, ${JSON.stringify(draft.audience)}::jsonb, ${draft.draftedAt}, ${draft.draftedBy}, ${draft.isAutomatic}, ${draft.ruleId ?? null})`.execute(
    trx,
  );
}

/**
 * Who changes a draft has drafted it: a rule's draft that an analyst touched is the analyst's. What was to go out by itself was the text as it
 * was: a release that was planned is planned no more.
 */
export async function updateDraft(
  trx: Transaction,
  warningId: string,
  draft: Pick<WarningVersion, 'urgency' | 'tlp' | 'sharedWithItProvider' | 'embargoUntil' | 'validUntil' | 'texts' | 'audience'> & {
    readonly draftedAt: Instant;
    readonly draftedBy: string;
    readonly isAutomatic: boolean;
    readonly ruleId?: string;
  },
): Promise<void> {
  await sql`update forewarn.warning_versions set urgency = ${draft.urgency}, tlp = ${draft.tlp}, shared_with_it_provider = ${draft.sharedWithItProvider},
      embargo_until = ${draft.embargoUntil ?? null}, valid_until = ${draft.validUntil ?? null}, release_at = null, release_planned_by = null, release_digest = null, release_even_if_nobody = false,
      texts = ${JSON.stringify(draft.texts)}::jsonb, audience = ${JSON.stringify(draft.audience)}::jsonb, drafted_at = ${draft.draftedAt}, drafted_by = ${draft.draftedBy}, drafted_automatically = ${draft.isAutomatic}, rule_id = ${draft.ruleId ?? null}
    where warning_id = ${warningId} and state = 'draft'`.execute(trx);
}

export async function deleteDraft(trx: Transaction, warningId: string): Promise<boolean> {
  const removed = await sql`delete from forewarn.warning_versions where warning_id = ${warningId} and state = 'draft'`.execute(trx);
  return (removed.numAffectedRows ?? 0n) > 0n;
}

/** A draft that somebody plans is theirs: no rule writes over it any more. */
export async function planDraft(trx: Transaction, warningId: string, planned: PlannedRelease): Promise<void> {
  await sql`update forewarn.warning_versions set release_at = ${planned.at}, release_planned_by = ${planned.by}, drafted_automatically = false,
      release_digest = ${planned.previewDigest ?? null}, release_even_if_nobody = ${planned.evenIfNobody}
    where warning_id = ${warningId} and state = 'draft'`.execute(trx);
}

/** True where one was planned. */
export async function unplanDraft(trx: Transaction, warningId: string): Promise<boolean> {
  const changed = await sql`update forewarn.warning_versions
    set release_at = null, release_planned_by = null, release_digest = null, release_even_if_nobody = false
    where warning_id = ${warningId} and state = 'draft' and release_at is not null`.execute(trx);
  return (changed.numAffectedRows ?? 0n) > 0n;
}

/** What a version is labelled, for who may be told no more of it than that. */
export type VersionLabel = Pick<WarningVersion, 'version' | 'tlp' | 'audience'>;

/** Whether a later version that was released says that this one was wrong. */
export async function isCorrectedSince(trx: Transaction, warningId: string, version: number): Promise<boolean> {
  const found = await sql`select from forewarn.warning_versions
    where warning_id = ${warningId} and version > ${version} and state = 'released' and kind = 'correction' limit 1`.execute(trx);
  return found.rows.length > 0;
}

export async function releaseDraft(trx: Transaction, warningId: string, releasedAt: Instant, releasedBy: string): Promise<void> {
  await sql`update forewarn.warning_versions set state = 'released', released_at = ${releasedAt}, released_by = ${releasedBy}
    where warning_id = ${warningId} and state = 'draft'`.execute(trx);
}

/** Where a released version still has to be decided on; undefined: nowhere. `previewDigest`: what whoever released it saw. */
export async function keepUndecided(
  trx: Transaction,
  of: { readonly warningId: string; readonly version: number },
  undecided: Undecided | undefined,
  previewDigest?: string,
): Promise<void> {
  await sql`update forewarn.warning_versions set undecided_after = ${undecided?.after ?? null}, undecided_through = ${undecided?.through ?? null},
      release_digest = coalesce(${previewDigest ?? null}, release_digest)
    where warning_id = ${of.warningId} and version = ${of.version}`.execute(trx);
}

export type ListedWarning = StoredWarning & {
  readonly urgency: WarningVersion['urgency'];
  readonly tlp: WarningVersion['tlp'];
  readonly sharedWithItProvider: boolean;
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
    WarningRow & Pick<VersionRow, 'urgency' | 'tlp' | 'shared_with_it_provider' | 'texts' | 'released_at'> & { has_draft: boolean }
  >`select ${WARNING}, v.urgency, v.tlp, v.shared_with_it_provider, v.texts, v.released_at,
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
    sharedWithItProvider: row.shared_with_it_provider,
    texts: row.texts,
    releasedAt: row.released_at ?? undefined,
    hasDraft: row.has_draft,
  }));
}

/** Open warnings whose version in force held until before now. */
export async function findOutdated(
  trx: Transaction,
  now: Instant,
): Promise<readonly { readonly id: string; readonly reference: string; readonly version: number; readonly validUntil: Instant }[]> {
  const found = await sql<{ id: string; reference: string; version: number; validUntil: Instant }>`
    select w.id, w.reference, v.version, v.valid_until as "validUntil" from forewarn.warning_versions v join forewarn.warnings w on w.id = v.warning_id
    where v.valid_until < ${now} and v.state = 'released' and v.version = w.released_version and w.state = 'open' order by v.valid_until limit 500`.execute(
    trx,
  );
  return found.rows;
}
