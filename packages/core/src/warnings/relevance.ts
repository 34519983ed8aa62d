import { millisecondsBetween, type Instant } from '../basics/instant.ts';
import { dayAfter, localTimeOf, WEEKDAYS } from '../deliveries/local-time.ts';
import { URGENCIES, type Urgency } from '../deliveries/urgency.ts';
import { USUAL_ZONE } from '../deliveries/wishes.ts';
import type { Answer } from './acknowledgement.ts';

/** One warning that an institution was told of, and what it said of it. */
export type JudgedWarning = {
  readonly toldAt: Instant;
  readonly urgency: Urgency;
  /** Names of the products that it was told for. */
  readonly products: readonly string[];
  /** The newest answer that stands. */
  readonly answer?: Answer;
  /** When it first answered. */
  readonly answeredAt?: Instant;
  /** "Was dit nuttig?": what was said last, by each contact that said something. */
  readonly votes: readonly boolean[];
};

/** How much of what was sent concerned the reader, by the reader. */
export type Relevance = {
  readonly told: number;
  /** Of which the reader said something: an answer, or whether it was of use. What nobody judged counts for nothing. */
  readonly judged: number;
  readonly relevant: number;
  /** Of those that were judged, in hundredths, rounded; absent while nothing was. */
  readonly sharePercent?: number;
  /** What was not sent and yet was used after all. */
  readonly missed: number;
  /** From told to first answered, over those that were. */
  readonly medianHours?: number;
};

/** Below this the CERT looks at it (DOMAIN §7.7, rule 5). */
export const RELEVANCE_PERCENT_MIN = 70;

export function relevanceOf(warnings: readonly JudgedWarning[], missed: number): Relevance {
  const verdicts = warnings.map(isRelevant).filter((verdict) => verdict !== undefined);
  const relevant = verdicts.filter(Boolean).length;
  const hours = warnings
    .flatMap(({ toldAt, answeredAt }) => (answeredAt === undefined ? [] : [millisecondsBetween(toldAt, answeredAt) / 3_600_000]))
    .toSorted((a, b) => a - b);
  const median = hours[Math.floor((hours.length - 1) / 2)];
  return {
    told: warnings.length,
    judged: verdicts.length,
    relevant,
    ...(verdicts.length === 0 ? {} : { sharePercent: Math.round((100 * relevant) / verdicts.length) }),
    missed,
    ...(median === undefined ? {} : { medianHours: Math.round(Math.max(median, 0) * 10) / 10 }),
  };
}

/** What people say of its use goes before what follows from the answer; undefined where nobody said anything. */
export function isRelevant({ answer, votes }: Pick<JudgedWarning, 'answer' | 'votes'>): boolean | undefined {
  const useful = votes.filter(Boolean).length;
  if (votes.length > 0 && useful * 2 !== votes.length) return useful * 2 > votes.length;
  if (answer !== undefined && answer !== 'dont-know') return answer !== 'not-affected';
  return votes.length > 0 ? true : undefined;
}

/** The Monday of the week in which it was, by the clock of the Netherlands. */
export function weekOf(at: Instant): string {
  const { day, weekday } = localTimeOf(at, USUAL_ZONE);
  return dayAfter(day, -WEEKDAYS.indexOf(weekday));
}

/** A wish that what was said asks for; nobody's wish is changed by it. */
export type WishProposal =
  /** It is told of a product that it says each time not to have. */
  | { readonly kind: 'not-used'; readonly product: string; readonly told: number }
  /** Of what comes with this urgency little concerns it: let it come in the bundle. */
  | { readonly kind: 'raise-floor'; readonly urgency: Urgency; readonly floor: Urgency; readonly told: number; readonly relevant: number };

const TIMES_NOT_USED = 3;
const TIMES_JUDGED = 4;
const FLOOR_PERCENT_BELOW = 50;

/**
 * What wishes the judgements of a quarter propose: "u krijgt X en gebruikt dit nooit". Only where it was said often enough, and never for act now:
 * what may wake people is not proposed away. `floor` is the least urgent that comes at once today.
 */
export function proposeWishes(warnings: readonly JudgedWarning[], floor: Urgency): readonly WishProposal[] {
  const judged = warnings.flatMap((warning) => {
    const verdict = isRelevant(warning);
    return verdict === undefined ? [] : [{ ...warning, verdict }];
  });
  const products = [...new Set(judged.flatMap((warning) => warning.products))].toSorted();
  const notUsed = products.flatMap((product): readonly WishProposal[] => {
    const its = judged.filter((warning) => warning.products.includes(product));
    const never = its.length >= TIMES_NOT_USED && its.every(({ answer }) => answer === 'not-affected');
    return never ? [{ kind: 'not-used', product, told: its.length }] : [];
  });
  const raised = URGENCIES.slice(1, URGENCIES.indexOf(floor) + 1).flatMap((urgency): readonly WishProposal[] => {
    const its = judged.filter((warning) => warning.urgency === urgency);
    const relevant = its.filter(({ verdict }) => verdict).length;
    const next = URGENCIES[URGENCIES.indexOf(urgency) - 1] ?? 'act-now';
    const isLittle = its.length >= TIMES_JUDGED && relevant * 100 < its.length * FLOOR_PERCENT_BELOW;
    return isLittle ? [{ kind: 'raise-floor', urgency, floor: next, told: its.length, relevant }] : [];
  });
  return [...notUsed, ...raised.slice(0, 1)];
}
