import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { entryRow } from '../audit/entry-row.ts';
import type { Transaction } from '../database/open-database.ts';
import { storableJson } from '../database/storable-json.ts';
import { principalSettings } from '../database/principal-settings.ts';

export type AcknowledgementRow = {
  id: string;
  warning_id: string;
  version: number;
  institution_id: string;
  contact_id: string | null;
  item_key: string | null;
  answer: Acknowledgement['answer'];
  abuse_check: Acknowledgement['abuseCheck'] | null;
  remark: string | null;
  why: string | null;
  until: string | null;
  forwarded_to: string | null;
  answered_as: string;
  through: Acknowledgement['through'];
  confirmed: boolean;
  confirmed_by: string | null;
  answered_at: Instant;
  replaces: string | null;
  undone_at: Instant | null;
  undone_by: string | null;
};

const COLUMNS = sql`a.id, a.warning_id, a.version, a.institution_id, a.contact_id, a.item_key, a.answer, a.abuse_check, a.remark, a.why, a.until, a.forwarded_to,
  a.answered_as, a.through, a.confirmed, a.confirmed_by, a.answered_at, a.replaces, a.undone_at, a.undone_by`;

export function acknowledgementOf(row: AcknowledgementRow): Acknowledgement {
  return {
    id: idOf<'Acknowledgement'>(row.id),
    warningId: idOf<'Warning'>(row.warning_id),
    version: row.version,
    institutionId: idOf<'Institution'>(row.institution_id),
    contactId: row.contact_id === null ? undefined : idOf<'Contact'>(row.contact_id),
    itemKey: row.item_key ?? undefined,
    answer: row.answer,
    abuseCheck: row.abuse_check ?? undefined,
    remark: row.remark ?? undefined,
    why: row.why ?? undefined,
    until: row.until ?? undefined,
    forwardedTo: row.forwarded_to ?? undefined,
    answeredAs: row.answered_as,
    through: row.through,
    confirmed: row.confirmed,
    confirmedBy: row.confirmed_by ?? undefined,
    answeredAt: row.answered_at,
    replaces: row.replaces === null ? undefined : idOf<'Acknowledgement'>(row.replaces),
    undoneAt: row.undone_at ?? undefined,
    undoneBy: row.undone_by ?? undefined,
  };
}

/** Every answer to the warning that the principal may see, or those of one institution, or of these, the newest first; undone ones too. */
export async function listAcknowledgements(
  trx: Transaction,
  warningId: string,
  of?: string | readonly string[],
): Promise<readonly Acknowledgement[]> {
  const ids = typeof of === 'string' ? [of] : (of ?? null);
  const found = await sql<AcknowledgementRow>`select ${COLUMNS} from forewarn.acknowledgements a
    where a.warning_id = ${warningId} and (${ids}::uuid[] is null or a.institution_id = any(${ids}::uuid[]))
    order by a.answered_at desc, a.id desc limit 20000`.execute(trx);
  return found.rows.map(acknowledgementOf);
}

/** Every answer of these institutions to these warnings, the newest first; undone ones too. */
export async function listAnswersOf(
  trx: Transaction,
  warningIds: readonly string[],
  institutionIds: readonly string[],
): Promise<readonly Acknowledgement[]> {
  if (warningIds.length === 0) return [];
  const found = await sql<AcknowledgementRow>`select ${COLUMNS} from forewarn.acknowledgements a
    where a.warning_id = any(${warningIds}::uuid[]) and a.institution_id = any(${institutionIds}::uuid[]) order by a.answered_at desc, a.id desc`.execute(
    trx,
  );
  return found.rows.map(acknowledgementOf);
}

export async function findAcknowledgement(trx: Transaction, id: string): Promise<Acknowledgement | undefined> {
  const found = await sql<AcknowledgementRow>`select ${COLUMNS} from forewarn.acknowledgements a where a.id = ${id}`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : acknowledgementOf(row);
}

/** An answer and whose link it came through. */
export type AnswerThroughLink = { readonly acknowledgementId: string; readonly contactId: string };

/** Those whose institution has another contact besides. */
export async function findWithOthers(trx: Transaction, answers: readonly AnswerThroughLink[]): Promise<readonly AnswerThroughLink[]> {
  const found = await sql<AnswerThroughLink>`select x.id as "acknowledgementId", x.contact as "contactId"
    from unnest(${answers.map(({ acknowledgementId }) => acknowledgementId)}::uuid[], ${answers.map(({ contactId }) => contactId)}::uuid[]) as x(id, contact)
      join forewarn.acknowledgements a on a.id = x.id
    where exists (select from forewarn.contacts c where c.institution_id = a.institution_id and c.id <> x.contact and c.removed_at is null)`.execute(
    trx,
  );
  return found.rows;
}

/** One answer, held until the end of the transaction. */
export async function holdAcknowledgement(trx: Transaction, warningId: string, id: string): Promise<Acknowledgement | undefined> {
  const found =
    await sql<AcknowledgementRow>`select ${COLUMNS} from forewarn.acknowledgements a where a.warning_id = ${warningId} and a.id = ${id} for update`.execute(
      trx,
    );
  const row = found.rows[0];
  return row === undefined ? undefined : acknowledgementOf(row);
}

/** An answer, who gives it, and its entry in the audit trail. */
export type KeptAnswer = { readonly principal: Principal; readonly answer: Acknowledgement; readonly entry: ReturnType<typeof entryRow> };

/** Each written as its principal, in one statement. */
export async function keepAnswers(trx: Transaction, kept: readonly KeptAnswer[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ principal, answer, entry }) => ({ as: principalSettings(principal), answer: rowOf(answer), entry }));
  await sql`select forewarn.keep_answers(${storableJson(rows)}::json)`.execute(trx);
}

/** As migration 0050 reads it; what is absent is null. */
function rowOf(answer: Acknowledgement) {
  return {
    id: answer.id,
    warning_id: answer.warningId,
    version: answer.version,
    institution_id: answer.institutionId,
    contact_id: answer.contactId,
    item_key: answer.itemKey,
    answer: answer.answer,
    abuse_check: answer.abuseCheck,
    remark: answer.remark,
    why: answer.why,
    until: answer.until,
    forwarded_to: answer.forwardedTo,
    answered_as: answer.answeredAs,
    through: answer.through,
    confirmed: answer.confirmed,
    confirmed_by: answer.confirmedBy,
    confirmed_at: answer.confirmedBy === undefined ? undefined : answer.answeredAt,
    answered_at: answer.answeredAt,
    replaces: answer.replaces,
  };
}

export async function markConfirmed(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.acknowledgements set confirmed = true, confirmed_by = ${by}, confirmed_at = ${at} where id = ${id}`.execute(
    trx,
  );
}

export async function markUndone(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.acknowledgements set undone_by = ${by}, undone_at = ${at} where id = ${id}`.execute(trx);
}
