import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { deskFaultOfStored, storedDeskFault, type DeskFault } from '@forewarn/core/warnings/desk-fault.ts';
import type { SealedText } from '../database/sealed-text.ts';
import type { Transaction } from '../database/open-database.ts';

export type ServiceDesk = {
  readonly institutionId: string;
  readonly url: string;
  readonly userName: string;
  /** Sealed. */
  readonly password?: string;
  readonly enabled: boolean;
  readonly changedAt: Instant;
  readonly changedBy: string;
  readonly lastSuccessAt?: Instant;
  readonly lastFault?: DeskFault;
};

export async function findServiceDesk(trx: Transaction, institutionId: string): Promise<ServiceDesk | undefined> {
  const found = await sql<{
    url: string;
    user_name: string;
    password: string | null;
    enabled: boolean;
    changed_at: Instant;
    changed_by: string;
    last_success_at: Instant | null;
    last_fault: string | null;
  }>`select url, user_name, password, enabled, changed_at, changed_by, last_success_at, last_fault from forewarn.service_desks
    where institution_id = ${institutionId}`.execute(trx);
  const row = found.rows[0];
  if (row === undefined) return undefined;
  return {
    institutionId,
    url: row.url,
    userName: row.user_name,
    password: row.password ?? undefined,
    enabled: row.enabled,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    lastSuccessAt: row.last_success_at ?? undefined,
    lastFault: row.last_fault === null ? undefined : deskFaultOfStored(row.last_fault),
  };
}

/** Whether there is one to send to: an IT provider on the institution's behalf hears that much and no more of it. */
export async function hasServiceDesk(trx: Transaction, institutionId: string): Promise<boolean> {
  const found = await sql<{ has: boolean }>`select (${institutionId} = forewarn.principal_institution() and forewarn.has_service_desk())
    or exists (select 1 from forewarn.service_desks where institution_id = ${institutionId}) as has`.execute(trx);
  return found.rows[0]?.has === true;
}

/** A password that is not given stays, unless the address changes: it was for the other one. */
export async function keepServiceDesk(
  trx: Transaction,
  desk: Pick<ServiceDesk, 'institutionId' | 'url' | 'userName' | 'enabled' | 'changedAt' | 'changedBy'>,
  password: SealedText | undefined,
): Promise<void> {
  await sql`insert into forewarn.service_desks as d (institution_id, url, user_name, password, enabled, changed_at, changed_by)
    values (${desk.institutionId}, ${desk.url}, ${desk.userName}, ${password ?? null}, ${desk.enabled}, ${desk.changedAt}, ${desk.changedBy})
    on conflict (institution_id) do update set url = excluded.url, user_name = excluded.user_name, enabled = excluded.enabled,
      password = coalesce(excluded.password, case when d.url = excluded.url then d.password end),
      changed_at = excluded.changed_at, changed_by = excluded.changed_by, last_fault = null`.execute(trx);
}

export async function removeServiceDesk(trx: Transaction, institutionId: string): Promise<boolean> {
  const removed = await sql`delete from forewarn.service_desks where institution_id = ${institutionId}`.execute(trx);
  return Number(removed.numAffectedRows ?? 0n) === 1;
}

/** What came of asking the desk as it was then: one that was changed since has to be asked anew. */
export async function noteDeskOutcome(
  trx: Transaction,
  desk: Pick<ServiceDesk, 'institutionId' | 'changedAt'>,
  at: Instant,
  fault: DeskFault | undefined,
): Promise<void> {
  const stored = fault === undefined ? null : storedDeskFault(fault);
  await sql`update forewarn.service_desks set last_fault = ${stored}, last_success_at = coalesce(${fault === undefined ? at : null}::timestamptz, last_success_at)
    where institution_id = ${desk.institutionId} and changed_at = ${desk.changedAt}`.execute(trx);
}

export type StoredIncident = {
  readonly warningId: string;
  readonly itemKey?: string;
  readonly externalNumber: string;
  readonly incidentId?: string;
  readonly incidentNumber?: string;
  readonly status?: string;
  readonly closed: boolean;
  readonly pushedAt?: Instant;
  readonly checkedAt?: Instant;
};

export async function insertIncidents(
  trx: Transaction,
  institutionId: string,
  incidents: readonly { readonly warningId: string; readonly itemKey?: string; readonly externalNumber: string }[],
): Promise<void> {
  const rows = JSON.stringify(
    incidents.map((one) => ({ warning_id: one.warningId, item_key: one.itemKey ?? '', external_number: one.externalNumber })),
  );
  await sql`insert into forewarn.desk_incidents (institution_id, warning_id, item_key, external_number)
    select ${institutionId}::uuid, warning_id, item_key, external_number
    from json_to_recordset(${rows}::json) as x(warning_id uuid, item_key text, external_number text)
    on conflict do nothing`.execute(trx);
}

export async function listIncidents(trx: Transaction, institutionId: string): Promise<readonly StoredIncident[]> {
  const found = await sql<{
    warning_id: string;
    item_key: string;
    external_number: string;
    incident_id: string | null;
    incident_number: string | null;
    status: string | null;
    closed: boolean;
    pushed_at: Instant | null;
    checked_at: Instant | null;
  }>`select warning_id, item_key, external_number, incident_id, incident_number, status, closed, pushed_at, checked_at
    from forewarn.desk_incidents where institution_id = ${institutionId} order by external_number limit 2000`.execute(trx);
  return found.rows.map((row) => ({
    warningId: row.warning_id,
    itemKey: row.item_key === '' ? undefined : row.item_key,
    externalNumber: row.external_number,
    incidentId: row.incident_id ?? undefined,
    incidentNumber: row.incident_number ?? undefined,
    status: row.status ?? undefined,
    closed: row.closed,
    pushedAt: row.pushed_at ?? undefined,
    checkedAt: row.checked_at ?? undefined,
  }));
}

export async function updateIncident(
  trx: Transaction,
  institutionId: string,
  externalNumber: string,
  incident: { readonly id: string; readonly number?: string; readonly status?: string; readonly closed: boolean },
  at: Instant,
): Promise<void> {
  await sql`update forewarn.desk_incidents set incident_id = ${incident.id}, incident_number = ${incident.number ?? null}, status = ${incident.status ?? null},
      closed = ${incident.closed}, pushed_at = coalesce(pushed_at, ${at}), checked_at = ${at}
    where institution_id = ${institutionId} and external_number = ${externalNumber}`.execute(trx);
}

/** Desks with something that is not closed yet. */
export async function listDesksWithWork(trx: Transaction): Promise<readonly string[]> {
  const found = await sql<{ institution_id: string }>`select d.institution_id from forewarn.service_desks d where d.enabled
    and exists (select 1 from forewarn.desk_incidents i where i.institution_id = d.institution_id and not i.closed)`.execute(trx);
  return found.rows.map((row) => row.institution_id);
}
