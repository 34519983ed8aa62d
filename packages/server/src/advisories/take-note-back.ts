import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { holdNote, markTakenBack, type AdvisoryNote } from './advisory-note-store.ts';
import { ownerOfMarks } from './owner-of-marks.ts';

/**
 * Its writer takes a note back, or puts it back (`isTakenBack` false). It is kept either way; what is so already stays as it is. Refusals: `no-such`;
 * `not-allowed` for a note of somebody else.
 */
export async function takeNoteBack(
  machine: Machine,
  principal: Principal,
  advisoryId: string,
  noteId: string,
  isTakenBack: boolean,
): Promise<AdvisoryNote | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const note = await holdNote(trx, advisoryId, noteId);
    if (note === undefined) return refuse('no-such', 'There is no such note.');
    if (note.writer !== ownerOfMarks(principal))
      return refuse('not-allowed', `${note.writtenBy} wrote this note, and takes it back.`, 'Write a note of your own.', {
        about: 'note',
        by: note.writtenBy,
      });
    if ((note.takenBackAt !== undefined) === isTakenBack) return note;
    await markTakenBack(trx, noteId, isTakenBack ? now : null);
    const action = isTakenBack ? 'advisory-note-taken-back' : 'advisory-note-put-back';
    await record(trx, { principal, at: now, action, subject: { kind: 'advisory', id: advisoryId }, details: { note: noteId } });
    return { ...note, takenBackAt: isTakenBack ? now : undefined };
  });
}
