import type { Instant } from '../basics/instant.ts';
import { mayBeOutdated } from '../inventories/may-be-outdated.ts';
import type { Answer } from './acknowledgement.ts';
import type { Urgency } from './warning.ts';

/** An open warning that the institution was told of, and its newest answer that is not undone. */
export type ToldWarning = {
  readonly urgency: Urgency;
  readonly releasedVersion: number;
  readonly answer?: { readonly answer: Answer; readonly version: number; readonly confirmed: boolean };
};

/** The three sentences of a member's first screen (LOOK): never "nothing to do" where we do not know what they use (DESIGN §3.6). */
export type FirstScreen =
  | { readonly kind: 'to-do'; readonly at: readonly number[] }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'nothing' };

/**
 * Which sentence an institution reads at `now`. `at` are the places in `warnings` of those that still ask something, in their order.
 * `checkedAt`: when each of its inventories with a line in it was last looked at; an inventory that nobody looked at for twelve months
 * counts as none. An answer to an earlier version, "don't know", and "not affected" that nobody confirmed leave the question open.
 */
export function firstScreen(
  { warnings, checkedAt }: { readonly warnings: readonly ToldWarning[]; readonly checkedAt: readonly Instant[] },
  now: Instant,
): FirstScreen {
  const at = warnings.flatMap((warning, place) => (asksSomething(warning) ? [place] : []));
  if (at.length > 0) return { kind: 'to-do', at };
  return checkedAt.some((checked) => !mayBeOutdated(checked, now)) ? { kind: 'nothing' } : { kind: 'not-known' };
}

function asksSomething({ urgency, releasedVersion, answer }: ToldWarning): boolean {
  if (urgency === 'for-information') return false;
  if (answer === undefined || answer.version < releasedVersion || answer.answer === 'dont-know') return true;
  return answer.answer === 'not-affected' && !answer.confirmed;
}
