import type { AcknowledgementId, ContactId, InstitutionId, WarningId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';

/** What an institution may answer (DESIGN §5); stored spelling. */
export const ANSWERS = [
  'not-affected',
  'dont-know',
  'forwarded',
  'working',
  'worked-around',
  'fixed',
  'risk-accepted',
  'need-help',
] as const;
export type Answer = (typeof ANSWERS)[number];

/** An axis of its own: patched is not clean (DOMAIN §0.10). */
export const ABUSE_CHECKS = ['not-yet', 'clean', 'traces-found'] as const;
export type AbuseCheck = (typeof ABUSE_CHECKS)[number];

/** That an institution answered: a record with who, when and through what; never a flag. */
export type Acknowledgement = {
  readonly id: AcknowledgementId;
  readonly warningId: WarningId;
  readonly version: number;
  readonly institutionId: InstitutionId;
  /** Whose link it came through; absent through the API. */
  readonly contactId?: ContactId;
  /** A line of the inventory; absent: for all. */
  readonly itemKey?: string;
  readonly answer: Answer;
  readonly abuseCheck?: AbuseCheck;
  readonly remark?: string;
  /** Required with not-affected and risk-accepted. */
  readonly why?: string;
  /** Until when a risk is accepted, YYYY-MM-DD. */
  readonly until?: string;
  readonly forwardedTo?: string;
  /** Who says so, as typed on the page or as the token is called. */
  readonly answeredAs: string;
  readonly through: 'link' | 'api' | 'cert' | 'sms';
  /** False: through the link, nobody known has confirmed it. */
  readonly confirmed: boolean;
  readonly confirmedBy?: string;
  readonly answeredAt: Instant;
  /** The answer that this one corrects; both are kept. */
  readonly replaces?: AcknowledgementId;
  readonly undoneAt?: Instant;
  readonly undoneBy?: string;
};
