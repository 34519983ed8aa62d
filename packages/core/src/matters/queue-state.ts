/** Where a matter stands at the duty desk; stored nowhere, told from what was done. */
export const QUEUE_STATES = ['new', 'in-assessment', 'warned', 'not-relevant'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

/**
 * A warning that went out counts before everything; then that somebody put it aside. Somebody who looks after it, a note or a draft makes
 * it being assessed. Else nobody has looked yet.
 */
export function queueState(matter: {
  readonly releasedVersion: number;
  readonly isSetAside: boolean;
  readonly hasOwner: boolean;
  readonly hasNote: boolean;
  readonly hasDraft: boolean;
}): QueueState {
  if (matter.releasedVersion > 0) return 'warned';
  if (matter.isSetAside) return 'not-relevant';
  return matter.hasOwner || matter.hasNote || matter.hasDraft ? 'in-assessment' : 'new';
}
