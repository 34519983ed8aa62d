import type { Instant } from '../basics/instant.ts';
import type { Refusal } from '../basics/refusal.ts';
import type { VersionKind, WarningState } from './warning.ts';

/** What is done to a warning. `draft`: writing or changing a version that is not released. The four middle ones release a version of that kind. */
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

/** Also what the diagram in docs is drawn from. Absent: refused. */
export const TRANSITIONS: Readonly<Record<WarningState, Readonly<Partial<Record<Verb, WarningState>>>>> = {
  draft: {},
  open: {},
  withdrawn: {},
  closed: {},
};

export function nextState(_change: {
  readonly state: WarningState;
  readonly verb: Verb;
  readonly entered?: StateEntered;
}): WarningState | Refusal<'warning-not-released' | 'warning-released' | 'warning-withdrawn' | 'warning-closed'> {
  return 'draft';
}
