import type { AbuseCheck, Acknowledgement, Answer } from './acknowledgement.ts';
import type { Decision } from './decision.ts';
import type { Urgency } from './warning.ts';

/**
 * How one institution stands towards one warning. `not-asked`: never told, or told for information only. `outdated`: answered before its
 * action changed. `partly-answered`: some lines answered, others not. `unconfirmed`: answered through a link that nobody confirmed.
 */
export const STANDINGS = ['not-asked', 'closed', 'silent', 'outdated', 'partly-answered', 'unconfirmed', 'answered'] as const;
export type StandingKind = (typeof STANDINGS)[number];

export type Standing = {
  readonly kind: StandingKind;
  /** The worst answer among the lines; of an outdated answer too. */
  readonly answer?: Answer;
  readonly abuseCheck?: AbuseCheck;
  /** The answer record that the roll-up shows: who, when, through what. */
  readonly acknowledgement?: Acknowledgement;
  /** True where the clock of reminders may stop (DESIGN §5). */
  readonly stopsFollowUp: boolean;
  /** Per line of the inventory that the reasons name, in their order. */
  readonly items: readonly { readonly itemKey: string; readonly answer?: Answer; readonly acknowledgement?: Acknowledgement }[];
};

export function standingOf(_of: {
  /** This institution's answers to this warning, in any order; undone ones are passed over. */
  readonly answers: readonly Acknowledgement[];
  readonly decision: Pick<Decision, 'kind' | 'reasons' | 'askedInVersion'> & { readonly told: boolean };
  readonly urgency: Urgency;
}): Standing {
  return { kind: 'silent', stopsFollowUp: false, items: [] };
}
