import type { Instant } from '../basics/instant.ts';
import type { ConcernedReason } from '../matching/concerned.ts';
import type { Reason } from '../matching/match.ts';
import type { Acknowledgement, Answer } from './acknowledgement.ts';
import { standingAnswer } from './standing-answer.ts';
import type { ActionStep } from './warning.ts';

/**
 * What some institutions read instead: by the variant or tenant that they use, by why they are concerned, by what they answered before (DOMAIN §6 S1
 * and S2). Absent parts of the text are those of everybody.
 */
export type TextPart = {
  /** As the desk calls it: "cloud". Both languages call it the same. */
  readonly name: string;
  readonly when: PartCondition;
  readonly summary?: string;
  readonly actions?: readonly ActionStep[];
};

/** All that is given must hold; of each list one. */
export type PartCondition = {
  readonly reasons?: readonly Reason[];
  /** As the matter's own scope says it, or as the product is called: "Meridiaan EPD cloud", "Meridiaan EPD tenant B". */
  readonly products?: readonly string[];
  /** The answer that stands; `silent`: none does. */
  readonly answers?: readonly (Answer | 'silent')[];
  /** That answer was given before, or at this hour or later. */
  readonly answeredBefore?: Instant;
  readonly answeredFrom?: Instant;
};

type Reader = { readonly reasons: readonly ConcernedReason[]; readonly answers: readonly Acknowledgement[] };

/** The first that fits, in the order in which the analyst wrote them; undefined: what everybody reads. */
export function partFor(parts: readonly TextPart[] | undefined, reader: Reader): TextPart | undefined {
  return parts?.find(({ when }) => fitsReasons(when, reader) && fitsAnswer(when, reader));
}

/** Whether any of them asks what was answered before. */
export function asksForAnswers(parts: readonly TextPart[] | undefined): boolean {
  return (parts ?? []).some(
    ({ when }) => when.answers !== undefined || when.answeredBefore !== undefined || when.answeredFrom !== undefined,
  );
}

/** One reason must be both of these reasons and about one of these products. */
function fitsReasons({ reasons, products }: PartCondition, reader: Reader): boolean {
  if (reasons === undefined && products === undefined) return true;
  const wanted = products?.map(folded);
  return reader.reasons.some(
    (one) =>
      (reasons === undefined || reasons.includes(one.reason)) &&
      (wanted === undefined || namesOf(one).some((name) => wanted.includes(name))),
  );
}

/** By what a reason is known: what the scope says that it fits, and the product with and without its supplier. */
function namesOf({ supplier, product, evidence }: ConcernedReason): readonly string[] {
  const scoped = evidence.flatMap(({ advisoryAt, advisorySays }) => (advisoryAt.startsWith('/scope/') ? [advisorySays] : []));
  return [...scoped, product ?? '', [supplier, product].filter(Boolean).join(' ')].map(folded);
}

function fitsAnswer({ answers, answeredBefore, answeredFrom }: PartCondition, reader: Reader): boolean {
  if (answers === undefined && answeredBefore === undefined && answeredFrom === undefined) return true;
  const standing = standingAnswers(reader.answers);
  if (standing.length === 0) return answers?.includes('silent') === true;
  return standing.some(
    ({ answer, answeredAt }) =>
      (answers === undefined || answers.includes(answer)) &&
      (answeredBefore === undefined || answeredAt < answeredBefore) &&
      (answeredFrom === undefined || answeredAt >= answeredFrom),
  );
}

/** For all, and for each line that was answered apart. */
function standingAnswers(answers: readonly Acknowledgement[]): readonly Acknowledgement[] {
  return [...new Set(answers.map(({ itemKey }) => itemKey))].flatMap((itemKey) => standingAnswer(answers, itemKey) ?? []);
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
