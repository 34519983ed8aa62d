import type { AbuseCheck, Acknowledgement, Answer } from './acknowledgement.ts';
import type { Decision } from './decision.ts';
import { isNewer, standingAnswer } from './standing-answer.ts';
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

/** Whose state is worst speaks for all lines: who needs help first, who has nothing left to do last. */
const WORST_FIRST: readonly Answer[] = [
  'need-help',
  'dont-know',
  'working',
  'forwarded',
  'risk-accepted',
  'worked-around',
  'fixed',
  'not-affected',
];
const WORST_CHECK_FIRST: readonly AbuseCheck[] = ['traces-found', 'not-yet', 'clean'];

/**
 * Which answers end the clock of reminders where it is urgent. "We do not know" leaves somebody to be asked. "Not affected" is the one that
 * ends all attention, so through a link it waits until a known contact or the CERT confirms it (DESIGN §5). What may wait is not chased
 * after any answer.
 */
const STOPS_WHEN_URGENT: Readonly<Record<Answer, 'yes' | 'when-confirmed' | 'no'>> = {
  'not-affected': 'when-confirmed',
  'dont-know': 'no',
  forwarded: 'yes',
  working: 'yes',
  'worked-around': 'yes',
  fixed: 'yes',
  'risk-accepted': 'yes',
  'need-help': 'yes', // the CERT calls back: another clock
};

/**
 * Rolls the answers of one institution up: per line of its inventory the newest that stands, of which the worst speaks for all. An answer
 * to a version before `askedInVersion` does not count any more: what it has to do has changed since.
 */
export function standingOf({
  answers,
  decision,
  urgency,
}: {
  /** This institution's answers to this warning, in any order; undone ones are passed over. */
  readonly answers: readonly Acknowledgement[];
  readonly decision: Pick<Decision, 'kind' | 'reasons' | 'askedInVersion'> & { readonly told: boolean };
  readonly urgency: Urgency;
}): Standing {
  const items = itemKeysOf(decision.reasons).map((itemKey) => ({ itemKey, ...answerFor(answers, itemKey) }));
  const standing = items.length > 0 ? items.flatMap(({ acknowledgement }) => acknowledgement ?? []) : whole(answers);
  const rolledUp = rollUp(standing);
  if (decision.kind === 'close') return { kind: 'closed', stopsFollowUp: true, ...rolledUp, items };
  if (!decision.told) return { kind: 'not-asked', stopsFollowUp: true, ...rolledUp, items };
  const counting = standing.filter(({ version }) => version >= decision.askedInVersion);
  const isWhole = counting.length === Math.max(items.length, 1);
  return {
    kind: kindOf(standing, counting, isWhole, urgency),
    stopsFollowUp: urgency === 'for-information' || (isWhole && counting.every((answer) => stops(answer, urgency))),
    ...(counting.length > 0 ? rollUp(counting) : rolledUp),
    items,
  };
}

function itemKeysOf(reasons: Decision['reasons']): readonly string[] {
  return [...new Set(reasons.flatMap(({ item }) => item?.key ?? []))];
}

/** An answer for all lines counts for each, until the line gets a newer one of its own; and the other way round. */
function answerFor(
  answers: readonly Acknowledgement[],
  itemKey: string,
): { readonly answer?: Answer; readonly acknowledgement?: Acknowledgement } {
  const own = standingAnswer(answers, itemKey);
  const all = standingAnswer(answers, undefined);
  const acknowledgement = own === undefined || (all !== undefined && isNewer(all, own)) ? all : own;
  return acknowledgement === undefined ? {} : { answer: acknowledgement.answer, acknowledgement };
}

/** Where no line is behind the reasons (a sector, a supplier) there is one answer. */
function whole(answers: readonly Acknowledgement[]): readonly Acknowledgement[] {
  const answer = standingAnswer(answers, undefined);
  return answer === undefined ? [] : [answer];
}

function rollUp(standing: readonly Acknowledgement[]): Pick<Standing, 'answer' | 'abuseCheck' | 'acknowledgement'> {
  const answer = WORST_FIRST.find((worst) => standing.some((each) => each.answer === worst));
  return {
    answer,
    abuseCheck: WORST_CHECK_FIRST.find((worst) => standing.some((each) => each.abuseCheck === worst)),
    acknowledgement: standing.find((each) => each.answer === answer),
  };
}

function kindOf(
  standing: readonly Acknowledgement[],
  counting: readonly Acknowledgement[],
  isWhole: boolean,
  urgency: Urgency,
): StandingKind {
  if (counting.length === 0) return standing.length > 0 ? 'outdated' : urgency === 'for-information' ? 'not-asked' : 'silent';
  if (!isWhole) return 'partly-answered';
  return counting.every(({ confirmed }) => confirmed) ? 'answered' : 'unconfirmed';
}

function stops({ answer, confirmed }: Acknowledgement, urgency: Urgency): boolean {
  if (urgency !== 'act-now') return true;
  const stopping = STOPS_WHEN_URGENT[answer];
  return stopping === 'yes' || (stopping === 'when-confirmed' && confirmed);
}
