import type { WarningId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Exposure } from '../inventories/item.ts';
import type { Certainty, Reason } from '../matching/match.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { StepDue } from './answer-deadline.ts';
import type { Decision } from './decision.ts';
import type { Urgency, Warning, WarningText } from './warning.ts';

/**
 * Why a point is open; stored spelling. `to-answer`: no answer, or "don't know". `outdated`: the action changed since the answer.
 * `unconfirmed`: "not affected" through a link that nobody confirmed. `risk-ended`: the risk was accepted until a day that is past.
 * `help-asked`, `in-progress`: somebody has it. `check-abuse`: repaired, and not checked for abuse while that was asked.
 */
export const OPEN_STATES = ['to-answer', 'outdated', 'unconfirmed', 'risk-ended', 'help-asked', 'in-progress', 'check-abuse'] as const;
export type OpenState = (typeof OPEN_STATES)[number];

/** A colleague who looks after a point: an account or a contact of the institution, by the name that it had. */
export type Assignment = {
  readonly itemKey?: string;
  readonly accountId?: string;
  readonly contactId?: string;
  readonly name: string;
  readonly assignedAt: Instant;
  readonly assignedBy: string;
};

/** An answer with the IT provider who gave it on behalf of the institution, where one did. */
export type GivenAnswer = Acknowledgement & { readonly provider?: string };

/** A warning that is open and that an institution was told of, with what it answered. */
export type MemberMatter = {
  readonly warning: Pick<Warning, 'id' | 'reference' | 'releasedVersion'>;
  /** Of the warning's text. */
  readonly tlp: TlpLabel;
  /** Absent where this reader may not read it. */
  readonly text?: WarningText;
  readonly decision: Pick<Decision, 'kind' | 'reasons' | 'askedInVersion' | 'urgency' | 'certainty' | 'label'> & { readonly told: boolean };
  /** When the version that asked was released. */
  readonly askedAt: Instant;
  readonly answers: readonly GivenAnswer[];
  readonly assignments: readonly Assignment[];
};

/** One line of the inventory that a warning is about, and that is not done with; or the warning as a whole where no line is behind it. */
export type OpenPoint = {
  readonly warningId: WarningId;
  readonly reference: string;
  readonly version: number;
  readonly tlp: TlpLabel;
  readonly title?: string;
  readonly urgency: Urgency;
  readonly certainty: Certainty;
  readonly reason?: Reason;
  /** "U krijgt dit omdat …" for this line alone. */
  readonly because: string;
  /** As the institution calls it, without a version; absent where the reason names no product. */
  readonly product?: string;
  readonly supplier?: string;
  /** The line itself: the personal block, with a label of its own. */
  readonly item?: {
    readonly label: TlpLabel;
    readonly inventory: string;
    readonly key: string;
    readonly installedVersion?: string;
    readonly exposure: Exposure;
    readonly importance?: 1 | 2 | 3 | 4;
    readonly owner?: string;
    readonly quantity?: number;
  };
  readonly state: OpenState;
  /** The institution itself has to do something now; false where somebody works on it or has it. */
  readonly asksYou: boolean;
  readonly askedAt: Instant;
  readonly deadlineAt?: Instant;
  readonly isOverdue: boolean;
  readonly steps: readonly StepDue[];
  readonly answer?: GivenAnswer;
  readonly assignment?: Assignment;
};
