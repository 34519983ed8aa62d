import type { TlpLabel } from '../sharing/tlp.ts';
import { isAtMost } from '../sharing/tlp.ts';
import { ANSWERS, type Answer } from './acknowledgement.ts';

/** What somebody can answer who was only told that there is something. */
const UNREAD: readonly Answer[] = ['dont-know', 'forwarded', 'working', 'need-help'];

/**
 * The answers that the holder of a link may give to a warning with this label. Above GREEN the link shows a notice and not the text, and who has
 * not read it can't say that it does not concern them or is mended: that is answered after sign-in. RED is not forwarded, so that is no answer
 * to it. Decision record 022.
 */
export function answersUnread(label: TlpLabel): readonly Answer[] {
  if (isAtMost(label, 'GREEN')) return ANSWERS;
  return label === 'RED' ? UNREAD.filter((answer) => answer !== 'forwarded') : UNREAD;
}
