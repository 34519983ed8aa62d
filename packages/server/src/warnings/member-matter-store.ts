import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Decision } from '@forewarn/core/warnings/decision.ts';
import type { Assignment } from '@forewarn/core/warnings/open-point.ts';
import type { WarningTexts } from '@forewarn/core/warnings/warning.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Transaction } from '../database/open-database.ts';

/** More open warnings at once than any institution was ever told of. */
const WARNINGS_MAX = 1_000;

export type ToldWarning = {
  readonly institutionId: string;
  readonly id: string;
  readonly reference: string;
  readonly releasedVersion: number;
  readonly tlp?: TlpLabel;
  readonly texts?: WarningTexts;
  readonly askedAt?: Instant;
  readonly isDrill: boolean;
  readonly decision: Pick<Decision, 'kind' | 'reasons' | 'askedInVersion' | 'urgency' | 'certainty' | 'label' | 'part'> & {
    readonly told: boolean;
  };
};

type Row = {
  institution_id: string;
  id: string;
  reference: string;
  released_version: number;
  tlp: TlpLabel | null;
  texts: WarningTexts | null;
  asked_at: Instant | null;
  is_drill: boolean;
  decision: Decision['kind'];
  told: boolean;
  reasons: Decision['reasons'];
  asked_in_version: number;
  urgency: Decision['urgency'];
  certainty: Decision['certainty'];
  label: Decision['label'];
  text_part: string | null;
};

/**
 * Open warnings that each of these institutions was told of and that no version closed for it since: the newest decision, and of the version in
 * force what the principal may read (its texts are absent where the label forbids them). Planned once for all of them, which costs more than to
 * answer for one.
 */
export async function findToldWarnings(trx: Transaction, institutionIds: readonly string[]): Promise<readonly ToldWarning[]> {
  const found = await sql<Row>`select i.id as institution_id, x.* from unnest(${institutionIds}::uuid[]) as i(id) cross join lateral (
    select w.id, w.opened_at, w.reference, w.released_version, v.tlp, v.texts, coalesce(a.released_at, w.opened_at) as asked_at, w.drill_id is not null as is_drill,
      d.decision, true as told, d.reasons, d.asked_in_version, d.urgency, d.certainty, d.label, d.text_part
    from forewarn.warnings w
    join lateral (select c.* from forewarn.concerned_institutions c where c.warning_id = w.id and c.institution_id = i.id
      order by c.version desc limit 1) d on true
    join lateral (select t.decision from forewarn.concerned_institutions t where t.warning_id = w.id and t.institution_id = i.id
      and t.decision <> 'stay-silent' order by t.version desc limit 1) s on s.decision <> 'close'
    left join forewarn.warning_versions v on v.warning_id = w.id and v.version = w.released_version
    left join forewarn.warning_versions a on a.warning_id = w.id and a.version = d.asked_in_version and a.state = 'released'
    where w.state = 'open' and w.id in (select o.warning_id from forewarn.concerned_institutions o where o.institution_id = i.id)
    order by w.opened_at desc, w.id limit ${WARNINGS_MAX}) x order by i.id, x.opened_at desc, x.id`.execute(trx);
  return found.rows.map((row) => ({
    institutionId: row.institution_id,
    id: row.id,
    reference: row.reference,
    releasedVersion: row.released_version,
    tlp: row.tlp ?? undefined,
    texts: row.texts ?? undefined,
    askedAt: row.asked_at ?? undefined,
    isDrill: row.is_drill,
    decision: {
      kind: row.decision,
      told: row.told,
      reasons: row.reasons,
      askedInVersion: row.asked_in_version,
      urgency: row.urgency,
      certainty: row.certainty,
      label: row.label,
      ...(row.text_part === null ? {} : { part: row.text_part }),
    } as ToldWarning['decision'],
  }));
}

/** Which IT provider gave these answers, by answer. */
export async function findAnsweringProviders(
  trx: Transaction,
  warningIds: readonly string[],
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ id: string; name: string }>`select a.id, p.name from forewarn.acknowledgements a
    join forewarn.providers p on p.id = a.provider_id
    where a.warning_id = any(${warningIds}::uuid[]) and a.institution_id = any(${institutionIds}::uuid[])`.execute(trx);
  return new Map(found.rows.map((row) => [row.id, row.name]));
}

export type StoredAssignment = Assignment & { readonly institutionId: string; readonly warningId: string };

export async function findAssignments(trx: Transaction, institutionIds: readonly string[]): Promise<readonly StoredAssignment[]> {
  const found = await sql<{
    institution_id: string;
    warning_id: string;
    item_key: string;
    account_id: string | null;
    contact_id: string | null;
    name: string;
    assigned_at: Instant;
    assigned_by: string;
  }>`select institution_id, warning_id, item_key, account_id, contact_id, name, assigned_at, assigned_by from forewarn.assignments
    where institution_id = any(${institutionIds}::uuid[])`.execute(trx);
  return found.rows.map((row) => ({
    institutionId: row.institution_id,
    warningId: row.warning_id,
    itemKey: row.item_key === '' ? undefined : row.item_key,
    accountId: row.account_id ?? undefined,
    contactId: row.contact_id ?? undefined,
    name: row.name,
    assignedAt: row.assigned_at,
    assignedBy: row.assigned_by,
  }));
}
