import { sql } from 'kysely';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Transaction } from '../database/open-database.ts';

type Row = {
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

function acknowledgementOf(row: Row): Acknowledgement {
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

/** Every answer to the warning that the principal may see, or those of one institution, the newest first; undone ones too. */
export async function listAcknowledgements(
  trx: Transaction,
  warningId: string,
  institutionId?: string,
): Promise<readonly Acknowledgement[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.acknowledgements a
    where a.warning_id = ${warningId} and (${institutionId ?? null}::uuid is null or a.institution_id = ${institutionId ?? null}::uuid)
    order by a.answered_at desc, a.id desc limit 20000`.execute(trx);
  return found.rows.map(acknowledgementOf);
}

export async function findAcknowledgement(trx: Transaction, id: string): Promise<Acknowledgement | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.acknowledgements a where a.id = ${id}`.execute(trx);
  const row = found.rows[0];
  return row === undefined ? undefined : acknowledgementOf(row);
}

/** One answer, held until the end of the transaction. */
export async function holdAcknowledgement(trx: Transaction, warningId: string, id: string): Promise<Acknowledgement | undefined> {
  const found =
    await sql<Row>`select ${COLUMNS} from forewarn.acknowledgements a where a.warning_id = ${warningId} and a.id = ${id} for update`.execute(
      trx,
    );
  const row = found.rows[0];
  return row === undefined ? undefined : acknowledgementOf(row);
}

export async function insertAcknowledgement(trx: Transaction, given: Acknowledgement): Promise<void> {
  await sql`insert into forewarn.acknowledgements (id, warning_id, version, institution_id, contact_id, item_key, answer, abuse_check, remark, why, until, forwarded_to,
      answered_as, through, confirmed, confirmed_by, confirmed_at, answered_at, replaces)
    values (${given.id}, ${given.warningId}, ${given.version}, ${given.institutionId}, ${given.contactId ?? null}, ${given.itemKey ?? null}, ${given.answer},
      ${given.abuseCheck ?? null}, ${given.remark ?? null}, ${given.why ?? null}, ${given.until ?? null}, ${given.forwardedTo ?? null}, ${given.answeredAs}, ${given.through},
      ${given.confirmed}, ${given.confirmedBy ?? null}, ${given.confirmedBy === undefined ? null : given.answeredAt}, ${given.answeredAt}, ${given.replaces ?? null})`.execute(
    trx,
  );
}

export async function markConfirmed(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.acknowledgements set confirmed = true, confirmed_by = ${by}, confirmed_at = ${at} where id = ${id}`.execute(
    trx,
  );
}

export async function markUndone(trx: Transaction, id: string, by: string, at: Instant): Promise<void> {
  await sql`update forewarn.acknowledgements set undone_by = ${by}, undone_at = ${at} where id = ${id}`.execute(trx);
}
