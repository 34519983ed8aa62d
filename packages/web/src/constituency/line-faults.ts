import type { Problem } from '@forewarn/core/basics/problem.ts';
import { useProblemWords } from '../lib/use-fault-words.ts';

/** Says in the reader's words what is wrong with a line: each fault once. `isNeeded`: whether a line is refused at all. */
export function useLineFaults(isNeeded: boolean): (problems: readonly Problem[]) => string {
  const inWords = useProblemWords(isNeeded);
  return (problems) => [...new Set(inWords(problems).map(({ words, exact = '' }) => words ?? exact))].join(' ');
}
