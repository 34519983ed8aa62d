import type { Acknowledgement } from './acknowledgement.ts';

/**
 * The answer that stands for a line of the inventory, or for all where `itemKey` is undefined: the newest that is not undone. So undoing a
 * correction brings back what it corrected.
 */
export function standingAnswer(answers: readonly Acknowledgement[], itemKey: string | undefined): Acknowledgement | undefined {
  return answers
    .filter((answer) => answer.undoneAt === undefined && answer.itemKey === itemKey)
    .reduce<Acknowledgement | undefined>(
      (newest, answer) => (newest === undefined || isNewer(answer, newest) ? answer : newest),
      undefined,
    );
}

/** Ids are made in the order of time; they decide between two of one millisecond. */
export function isNewer(answer: Acknowledgement, than: Acknowledgement): boolean {
  return answer.answeredAt === than.answeredAt ? answer.id > than.id : answer.answeredAt > than.answeredAt;
}
