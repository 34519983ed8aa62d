import { cleanText } from '../basics/clean-text.ts';
import type { Instant } from '../basics/instant.ts';
import { refuse, type Refusal } from '../basics/refusal.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { Answerer } from './acknowledge.ts';
import { describeMoment } from '../institutions/describe-moment.ts';

export type UndoRefusal = 'answer-undone' | 'answer-confirmed' | 'who-missing';

/**
 * Undoes an answer: the record stays, with who undid it and when, and the one before stands again. Whoever holds a link of the institution
 * may undo what came through a link; what somebody known confirmed is undone by somebody known (DESIGN §5).
 */
export function undoAcknowledgement(
  { acknowledgement, by }: { readonly acknowledgement: Acknowledgement; readonly by: Answerer },
  now: Instant,
): { readonly undoneAt: Instant; readonly undoneBy: string } | Refusal<UndoRefusal> {
  const { undoneAt, undoneBy, confirmed, confirmedBy } = acknowledgement;
  if (undoneAt !== undefined) {
    return refuse(
      'answer-undone',
      `This answer was undone already (on ${describeMoment(undoneAt, 'en')} by ${undoneBy ?? 'somebody'}).`,
      undefined,
      { at: undoneAt, by: undoneBy ?? '' },
    );
  }
  if (by.through === 'link' && confirmed) {
    return refuse(
      'answer-confirmed',
      `This answer was confirmed by ${confirmedBy ?? acknowledgement.answeredAs}, so a link cannot undo it.`,
      'Give a new answer, or call the CERT.',
      { about: 'link', by: confirmedBy ?? acknowledgement.answeredAs },
    );
  }
  const name = cleanText(by.answeredAs, 200);
  if (name === '') return refuse('who-missing', 'It is not said who undoes this answer.', 'Fill in your name.');
  return { undoneAt: now, undoneBy: name };
}
