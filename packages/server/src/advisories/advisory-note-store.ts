import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type AdvisoryNote = {
  readonly id: string;
  readonly text: string;
  readonly writer: string;
  readonly writtenBy: string;
  readonly writtenAt: Instant;
  readonly takenBackAt?: Instant;
};
type Row = { id: string; text: string; writer: string; written_by: string; written_at: Instant; taken_back_at: Instant | null };

function noteOf(row: Row): AdvisoryNote {
  return {
    id: row.id,
    text: row.text,
    writer: row.writer,
    writtenBy: row.written_by,
    writtenAt: row.written_at,
    takenBackAt: row.taken_back_at ?? undefined,
  };
}

const NOTES_MAX = 500;

/** Newest first, without those that were taken back. */
export async function listNotes(trx: Transaction, advisoryId: string): Promise<readonly AdvisoryNote[]> {
  const found = await sql<Row>`select id, text, writer, written_by, written_at, taken_back_at from forewarn.advisory_notes
    where advisory_id = ${advisoryId} and taken_back_at is null order by written_at desc, id desc limit ${NOTES_MAX}`.execute(trx);
  return found.rows.map(noteOf);
}

export async function insertNote(trx: Transaction, advisoryId: string, note: AdvisoryNote): Promise<void> {
  await sql`insert into forewarn.advisory_notes (id, advisory_id, text, writer, written_by, written_at)
    values (${note.id}, ${advisoryId}, ${note.text}, ${note.writer}, ${note.writtenBy}, ${note.writtenAt})`.execute(trx);
}

/** One note, taken back or not, held until the end of the transaction. */
export async function holdNote(trx: Transaction, advisoryId: string, id: string): Promise<AdvisoryNote | undefined> {
  const found = await sql<Row>`select id, text, writer, written_by, written_at, taken_back_at from forewarn.advisory_notes
    where advisory_id = ${advisoryId} and id = ${id} for update`.execute(trx);
  return found.rows.map(noteOf)[0];
}

/** Null shows it again. */
export async function markTakenBack(trx: Transaction, id: string, at: Instant | null): Promise<void> {
  await sql`update forewarn.advisory_notes set taken_back_at = ${at} where id = ${id}`.execute(trx);
}
