import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { LANGUAGES } from '@forewarn/core/institutions/institution.ts';
import type { Decision } from '@forewarn/core/warnings/decision.ts';
import type { WarningVersion } from '@forewarn/core/warnings/warning.ts';
import { holdTurn } from '../database/hold-turn.ts';
import { BEFORE_EVERY_ID } from '../database/new-id.ts';
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
};

/** A part of a version's institutions, by id; `last` is undefined where there are no more. */
export type UnrecordedPart = { readonly tellings: readonly UnrecordedTelling[]; readonly last: string | undefined };

/**
 * Of the next institutions that this released version speaks to, those of which the audit trail does not say so yet. One at a time for a version.
 * Each question is asked for the part alone (scalar subqueries: the planner knows nothing yet of what a release has just written, and would read
 * the whole trail for each part).
 */
export async function listUnrecordedTellings(
  trx: Transaction,
  of: { readonly warningId: string; readonly version: number; readonly after: string | undefined; readonly limit: number },
): Promise<UnrecordedPart> {
  const { warningId, version, after, limit } = of;
  await holdTurn(trx, `telling:${warningId}/${version}`);
  const found = await sql<Row & { is_recorded: boolean; has_clock: boolean }>`with part as materialized (
      select institution_id, decision from forewarn.concerned_institutions
      where warning_id = ${warningId} and version = ${version} and decision <> 'stay-silent' and institution_id > ${after ?? BEFORE_EVERY_ID}::uuid
      order by institution_id limit ${limit}
    ) select part.institution_id, w.reference, v.kind, v.released_at, part.decision,
      (select true from forewarn.audit_log e where e.subject_kind = 'telling' and e.subject = ${`${warningId}/`} || part.institution_id
        and e.action = 'institution-told' and e.details->>'version' = ${String(version)} limit 1) is true as is_recorded,
      (select true from forewarn.follow_ups f where f.warning_id = ${warningId} and f.institution_id = part.institution_id and f.version = ${version} limit 1) is true as has_clock
    from part join forewarn.warnings w on w.id = ${warningId}
      join forewarn.warning_versions v on v.warning_id = w.id and v.version = ${version} and v.state = 'released'
    order by part.institution_id`.execute(trx);
  const last = found.rows.length < limit ? undefined : found.rows.at(-1)?.institution_id;
  const unrecorded = found.rows.filter((row) => !row.is_recorded);
  const messages = await findMessages(
    trx,
    unrecorded.flatMap(({ institution_id: id }) => LANGUAGES.map((language) => `${warningId}/${version}/${id}/${language}`)),
  );
  // For whom neither words nor a clock are there nothing was planned: of one who is told later it is recorded then.
  const told = unrecorded.filter((row) => row.has_clock || messages.has(row.institution_id));
  return { last, tellings: told.map((row) => tellingOfRow(row, messages.get(row.institution_id) ?? [])) };
}

/** By institution, in the order of their keys. One at a time: the lists that a statement would make of them cost more than they do. */
async function findMessages(trx: Transaction, keys: readonly string[]): Promise<ReadonlyMap<string, readonly Message[]>> {
  const found = await sql<{ institution_id: string; message: Message }>`select institution_id, message from forewarn.messages
    where key = any(${keys}::text[]) order by key`.execute(trx);
  const messages = new Map<string, Message[]>();
  for (const { institution_id: id, message } of found.rows) {
    const there = messages.get(id);
    if (there === undefined) messages.set(id, [message]);
    else there.push(message);
  }
  return messages;
}

function tellingOfRow(row: Row, messages: readonly Message[]): UnrecordedTelling {
  return {
    institutionId: row.institution_id,
    reference: row.reference,
    kind: row.kind,
    releasedAt: row.released_at,
    decision: row.decision,
    messages,
  };
}
