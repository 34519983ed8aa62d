import type { Instant } from '../basics/instant.ts';
import { refuse, type Refusal } from '../basics/refusal.ts';
import { describeMoment } from '../institutions/describe-moment.ts';
import type { VersionKind, WarningState } from './warning.ts';

/**
 * What is done to a warning. `draft`: writing or changing a version that is not released. `release`, `update`, `correct` and `withdraw`
 * release a version of that kind (`VERB_OF_KIND`).
 */
export const VERBS = ['draft', 'release', 'update', 'correct', 'withdraw', 'close'] as const;
export type Verb = (typeof VERBS)[number];

/** The verb that releases a version of this kind. */
export const VERB_OF_KIND: Readonly<Record<VersionKind, Verb>> = {
  initial: 'release',
  update: 'update',
  correction: 'correct',
  withdrawal: 'withdraw',
};

/** When a warning came into its state, and by whom: refusals name it. */
export type StateEntered = { readonly at: Instant; readonly by: string };

/**
 * State × verb → next state; what is absent is refused. Also what the diagram is drawn from. A closed warning can speak again: what was
 * said may turn out wrong, or the matter may flare up (DOMAIN §6 S3), and then it is open. A withdrawn one never speaks again.
 */
export const TRANSITIONS: Readonly<Record<WarningState, Readonly<Partial<Record<Verb, WarningState>>>>> = {
  draft: { draft: 'draft', release: 'open', close: 'closed' },
  open: { draft: 'open', update: 'open', correct: 'open', withdraw: 'withdrawn', close: 'closed' },
  closed: { draft: 'closed', update: 'open', correct: 'open', withdraw: 'withdrawn' },
  withdrawn: {},
};

const DONE: Readonly<Record<Verb, string>> = {
  draft: 'drafted on',
  release: 'released for the first time',
  update: 'updated',
  correct: 'corrected',
  withdraw: 'withdrawn',
  close: 'closed',
};

export type TransitionRefusal = 'warning-draft' | 'warning-open' | 'warning-withdrawn' | 'warning-closed';

/** The state that a verb leads to, or a refusal that names the state that forbids it. */
export function nextState({
  state,
  verb,
  entered,
}: {
  readonly state: WarningState;
  readonly verb: Verb;
  readonly entered?: StateEntered;
}): WarningState | Refusal<TransitionRefusal> {
  return (
    TRANSITIONS[state][verb] ??
    refuse(`warning-${state}`, `${describeState(state, entered)} It cannot be ${DONE[verb]}.`, HINTS[state], entered)
  );
}

const HINTS: Readonly<Record<WarningState, string>> = {
  draft: 'Release it first.',
  open: 'Draft an update or a correction of it.',
  closed: 'Draft an update: that opens it again.',
  withdrawn: 'Open another matter for what is new.',
};

/** "This warning is withdrawn (on Sunday 3 May 2026, 16.00 by A. Analyst)." */
export function describeState(state: WarningState, entered?: StateEntered): string {
  const named = state === 'draft' ? 'not released yet' : state;
  return entered === undefined
    ? `This warning is ${named}.`
    : `This warning is ${named} (on ${describeMoment(entered.at, 'en')} by ${entered.by}).`;
}
