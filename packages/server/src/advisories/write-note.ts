import { ADVISORY_NOTE_CHARACTERS_MAX } from '@forewarn/api/advisories.ts';
import { cleanParagraphs } from '@forewarn/core/basics/clean-text.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { findAdvisoryRow } from './advisory-list-store.ts';
import { insertNote, type AdvisoryNote } from './advisory-note-store.ts';
import { ownerOfMarks } from './owner-of-marks.ts';

/** Writes a note at an advisory, for the CERT's own. The audit trail has that it was written, and the note what. Refusals: `no-such`, `input-unreadable`, `not-allowed`. */
export async function writeNote(machine: Machine, principal: Principal, advisoryId: string, text: string): Promise<AdvisoryNote | Refusal> {
  const now = machine.clock.now();
  const tidied = cleanParagraphs(text, ADVISORY_NOTE_CHARACTERS_MAX);
  const writer = ownerOfMarks(principal);
  if (writer === undefined) return refuse('not-allowed', 'Notes at advisories are for the CERT.', undefined, { about: 'cert' });
  if (tidied === '') return refuse('input-unreadable', 'The note is empty.', undefined, { about: 'note' });
  return asPrincipal(machine.database, principal, async (trx) => {
    if ((await findAdvisoryRow(trx, advisoryId)) === undefined) return refuse('no-such', 'There is no such advisory.');
    const note: AdvisoryNote = {
      id: newId<'AdvisoryNote'>(now),
      text: tidied,
      writer,
      writtenBy: principalName(principal),
      writtenAt: now,
    };
    await insertNote(trx, advisoryId, note);
    await record(trx, {
      principal,
      at: now,
      action: 'advisory-noted',
      subject: { kind: 'advisory', id: advisoryId },
      details: { note: note.id },
    });
    return note;
  });
}
