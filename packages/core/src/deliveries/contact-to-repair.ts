import type { FailureReason } from './failure-reason.ts';

/** Why the contact can't be reached, in words for `Contact.toRepair`; undefined where the failure says nothing against the contact. */
export function contactToRepair(_failure: {
  readonly outcome: 'failed-for-now' | 'failed-for-good';
  readonly reason: FailureReason;
  readonly address: string;
}): string | undefined {
  return undefined;
}
