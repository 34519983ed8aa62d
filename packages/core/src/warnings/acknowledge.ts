import type { AcknowledgementId, ContactId, InstitutionId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Problem } from '../basics/problem.ts';
import type { Refusal } from '../basics/refusal.ts';
import type { AbuseCheck, Acknowledgement, Answer } from './acknowledgement.ts';
import type { Decision } from './decision.ts';
import type { StateEntered } from './transitions.ts';
import type { Warning } from './warning.ts';

/** What the reader filled in. Text is the reader's: hostile, bounded here. */
export type AnswerInput = {
  readonly answer: Answer;
  readonly abuseCheck?: AbuseCheck;
  readonly remark?: string;
  readonly why?: string;
  /** YYYY-MM-DD */
  readonly until?: string;
  readonly forwardedTo?: string;
  /** A line of the inventory; absent: for all. */
  readonly itemKey?: string;
  /** The version that was read; absent: the one in force. */
  readonly version?: number;
};

/** Who answers and through what. Through a link the name is as typed; nobody vouches for it. */
export type Answerer =
  | { readonly through: 'link'; readonly contactId: ContactId; readonly answeredAs: string }
  | { readonly through: 'api' | 'cert'; readonly answeredAs: string };

export type ToAcknowledge = {
  readonly warning: Pick<Warning, 'id' | 'reference' | 'state' | 'releasedVersion'>;
  readonly institutionId: InstitutionId;
  /** The newest decision for this institution; undefined where it never was decided for. */
  readonly decision: Pick<Decision, 'reasons'> | undefined;
  /** This institution's answers to this warning, undone ones included, in any order. */
  readonly earlier: readonly Acknowledgement[];
  readonly input: AnswerInput;
  readonly by: Answerer;
  readonly entered?: StateEntered;
};

export type AcknowledgeProblem =
  | 'who-missing'
  | 'why-missing'
  | 'until-missing'
  | 'until-past'
  | 'until-unreadable'
  | 'forwarded-to-missing'
  | 'item-unknown'
  | 'version-unknown'
  | 'bsn-like'
  | 'too-long';

export type Acknowledged =
  /** To be stored under a new id. */
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Omit<Acknowledgement, 'id'> }
  /** The same answer by the same person stands already (a button pressed twice). */
  | { readonly kind: 'unchanged'; readonly acknowledgementId: AcknowledgementId }
  /** Nothing is stored; each problem's `at` is the field of the input. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem<AcknowledgeProblem>[] };

export function acknowledge(_toAcknowledge: ToAcknowledge, _now: Instant): Acknowledged | Refusal {
  return { kind: 'problems', problems: [] };
}
