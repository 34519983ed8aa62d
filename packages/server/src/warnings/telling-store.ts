import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Decision } from '@forewarn/core/warnings/decision.ts';
import type { WarningVersion } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';

export type UnrecordedTelling = {
  readonly institutionId: string;
  readonly reference: string;
  readonly kind: WarningVersion['kind'];
  readonly releasedAt: Instant;
  readonly decision: Decision['kind'];
  /** None where no contact could be sent anything. */
  readonly messages: readonly Message[];
};

type Row = {
  institution_id: string;
  reference: string;
  kind: WarningVersion['kind'];
  released_at: Instant;
  decision: Decision['kind'];
  messages: Message[];
};

/** Institutions that this released version speaks to and of which the audit trail does not say so yet. One at a time for a version. */
export async function listUnrecordedTellings(
  trx: Transaction,
  warningId: string,
  version: number,
  limit: number,
): Promise<readonly UnrecordedTelling[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`telling:${warningId}/${version}`}, 0))`.execute(trx);
  const found = await sql<Row>`select c.institution_id, w.reference, v.kind, v.released_at, c.decision,
      coalesce((select jsonb_agg(m.message order by m.key) from forewarn.messages m
        where m.key in (${`${warningId}/${version}/`} || c.institution_id || '/nl', ${`${warningId}/${version}/`} || c.institution_id || '/en')), '[]') as messages
    from forewarn.concerned_institutions c join forewarn.warnings w on w.id = c.warning_id
      join forewarn.warning_versions v on v.warning_id = c.warning_id and v.version = c.version
    where c.warning_id = ${warningId} and c.version = ${version} and c.decision <> 'stay-silent' and v.state = 'released'
      and not exists (select 1 from forewarn.audit_log e where e.subject_kind = 'telling' and e.subject = c.warning_id || '/' || c.institution_id
        and e.action = 'institution-told' and e.details->>'version' = ${String(version)})
    order by c.institution_id limit ${limit}`.execute(trx);
  return found.rows.map((row) => ({
    institutionId: row.institution_id,
    reference: row.reference,
    kind: row.kind,
    releasedAt: row.released_at,
    decision: row.decision,
    messages: row.messages,
  }));
}
