import type { Silence } from '../matching/match.ts';
import type { Answer } from './acknowledgement.ts';

/** How far a vulnerability is mended on one asset (CSAF 2.1 §9.1.13: "not remediated, remediation in progress, or remediation done"). */
export const REMEDIATION_STATES = ['not-remediated', 'in-progress', 'done'] as const;
export type RemediationState = (typeof REMEDIATION_STATES)[number];

/** What an answer says of it. A risk that is accepted is not mended; what is worked around is mended later. */
const STATE_OF: Readonly<Record<Answer, RemediationState>> = {
  'not-affected': 'done',
  'dont-know': 'not-remediated',
  forwarded: 'in-progress',
  working: 'in-progress',
  'worked-around': 'in-progress',
  fixed: 'done',
  'risk-accepted': 'not-remediated',
  'need-help': 'not-remediated',
};

/**
 * The state of one line of an inventory, by the newest answer for it that still counts; by its version where that is a fixed one. "Not affected"
 * through a link that nobody confirmed mends nothing (DESIGN §5); silence is not remediated.
 */
export function remediationState(line: {
  readonly because?: Silence;
  readonly answer?: { readonly answer: Answer; readonly confirmed: boolean };
}): RemediationState {
  if (line.because === 'fixed') return 'done';
  if (line.answer === undefined) return 'not-remediated';
  if (line.answer.answer === 'not-affected' && !line.answer.confirmed) return 'not-remediated';
  return STATE_OF[line.answer.answer];
}
