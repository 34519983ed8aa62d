import type { Instant } from '../basics/instant.ts';
import { refuse, type Refusal } from '../basics/refusal.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { Answerer } from './acknowledge.ts';
import { describeMoment } from '../institutions/describe-moment.ts';

export type ConfirmRefusal = 'answer-undone' | 'answer-confirmed' | 'link-cannot-confirm';

/**
 * Somebody known (the institution by its own access, or the CERT after a call) says that an answer through a link is right. No link confirms:
 * whoever was forwarded one may have been forwarded two.
 */
export function confirmAcknowledgement(
  { acknowledgement, by }: { readonly acknowledgement: Acknowledgement; readonly by: Answerer },
  now: Instant,
): { readonly confirmedBy: string; readonly confirmedAt: Instant } | Refusal<ConfirmRefusal> {
  const { undoneAt, undoneBy, confirmed, confirmedBy } = acknowledgement;
  if (by.through === 'link') {
    return refuse('link-cannot-confirm', 'A link does not show who holds it, so it confirms nothing.', 'Call the CERT.');
  }
  if (undoneAt !== undefined) {
    return refuse(
      'answer-undone',
      `This answer was undone (on ${describeMoment(undoneAt, 'en')} by ${undoneBy ?? 'somebody'}).`,
      undefined,
      { at: undoneAt, by: undoneBy ?? '' },
    );
  }
  if (confirmed)
    return refuse('answer-confirmed', `This answer was confirmed already by ${confirmedBy ?? acknowledgement.answeredAs}.`, undefined, {
      by: confirmedBy ?? acknowledgement.answeredAs,
    });
  return { confirmedBy: by.answeredAs, confirmedAt: now };
}
