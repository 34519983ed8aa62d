import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Transaction } from '../database/open-database.ts';

/** What a reply seems to say, until a person of the CERT has decided. */
export type AnswerProposal = {
  readonly id: string;
  readonly deliveryId: string;
  readonly warningId: string;
  readonly institutionId: string;
  readonly contactId: string;
  readonly answer: Answer;
  readonly said: string;
  readonly sender: string;
  readonly receivedAt: Instant;
  readonly decision?: 'taken' | 'dismissed';
  readonly decidedAt?: Instant;
  readonly decidedBy?: string;
};

type Row = Omit<AnswerProposal, 'decision' | 'decidedAt' | 'decidedBy'> & {
  decision: 'taken' | 'dismissed' | null;
  decidedAt: Instant | null;
  decidedBy: string | null;
};

const COLUMNS = sql`id, delivery_id as "deliveryId", warning_id as "warningId", institution_id as "institutionId", contact_id as "contactId", answer, said, sender,
  received_at as "receivedAt", decision, decided_at as "decidedAt", decided_by as "decidedBy"`;

function proposalOf({ decision, decidedAt, decidedBy, ...row }: Row): AnswerProposal {
  return { ...row, decision: decision ?? undefined, decidedAt: decidedAt ?? undefined, decidedBy: decidedBy ?? undefined };
}

/** True where it is new: a mail proposes once. */
export async function insertProposal(trx: Transaction, proposal: AnswerProposal & { readonly readMailId: string }): Promise<boolean> {
  const kept =
    await sql`insert into forewarn.answer_proposals (id, read_mail_id, delivery_id, warning_id, institution_id, contact_id, answer, said, sender, received_at)
    values (${proposal.id}, ${proposal.readMailId}, ${proposal.deliveryId}, ${proposal.warningId}, ${proposal.institutionId}, ${proposal.contactId},
      ${proposal.answer}, ${proposal.said}, ${proposal.sender}, ${proposal.receivedAt})
    on conflict do nothing`.execute(trx);
  return (kept.numAffectedRows ?? 0n) > 0n;
}

/** Of one warning, those that nobody has decided first, then the newest. */
export async function listProposals(trx: Transaction, warningId: string, limit: number): Promise<readonly AnswerProposal[]> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.answer_proposals where warning_id = ${warningId}
    order by decided_at is not null, received_at desc, id desc limit ${limit}`.execute(trx);
  return found.rows.map(proposalOf);
}

export async function holdProposal(trx: Transaction, id: string): Promise<AnswerProposal | undefined> {
  const found = await sql<Row>`select ${COLUMNS} from forewarn.answer_proposals where id = ${id} for update`.execute(trx);
  return found.rows.map(proposalOf)[0];
}

export async function decideProposal(
  trx: Transaction,
  id: string,
  decision: 'taken' | 'dismissed',
  by: string,
  now: Instant,
): Promise<void> {
  await sql`update forewarn.answer_proposals set decision = ${decision}, decided_by = ${by}, decided_at = ${now} where id = ${id} and decision is null`.execute(
    trx,
  );
}
