import { useQueryClient } from '@tanstack/react-query';
import {
  bringAdvisoryBack,
  markAdvisoryRead,
  markAdvisoryUnread,
  noteAdvisory,
  putAdvisoryAway,
  putAdvisoryNoteBack,
  takeAdvisoryNoteBack,
} from '@forewarn/api/advisories.ts';
import { tell } from '../components/toasts.tsx';
import { useWayBack } from '../components/use-way-back.ts';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';

/** What staff do with an advisory; each says that it is done, with the way back. */
export function useAdvisoryActs(id: string) {
  const { say } = useWords();
  const queries = useQueryClient();
  const params = { id };
  const readAgain = () => queries.invalidateQueries({ queryKey: ['advisories'] });
  const back = useWayBack(readAgain);
  /** A mark changes nothing of the document. */
  const readMarks = () =>
    Promise.all([['list'], ['one', id]].map((part) => queries.invalidateQueries({ queryKey: ['advisories', ...part] })));
  return {
    markRead: async (sequence: number) => {
      await call(markAdvisoryRead, { params, body: { sequence } });
      await readMarks();
    },
    markUnread: async (sequence: number) => {
      await call(markAdvisoryUnread, { params });
      await readMarks();
      tell(
        say('advisory.was-marked-unread'),
        back(() => call(markAdvisoryRead, { params, body: { sequence } })),
      );
    },
    note: async (text: string) => {
      const { id: noteId } = await call(noteAdvisory, { params, body: { text } });
      await readAgain();
      tell(
        say('advisory.was-noted'),
        back(() => call(takeAdvisoryNoteBack, { params: { id, noteId } })),
      );
    },
    takeNoteBack: async (noteId: string) => {
      await call(takeAdvisoryNoteBack, { params: { id, noteId } });
      await readAgain();
      tell(
        say('advisory.note-was-taken-back'),
        back(() => call(putAdvisoryNoteBack, { params: { id, noteId } })),
      );
    },
    putAway: async (because: string) => {
      await call(putAdvisoryAway, { params, body: { because } });
      await readAgain();
      tell(
        say('advisory.was-put-away'),
        back(() => call(bringAdvisoryBack, { params })),
      );
    },
    bringBack: async () => {
      const { because } = await call(bringAdvisoryBack, { params });
      await readAgain();
      tell(
        say('advisory.was-brought-back'),
        back(() => call(putAdvisoryAway, { params, body: { because } })),
      );
    },
  };
}
