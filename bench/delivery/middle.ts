import { median } from '../median.ts';

/** Of several rounds of the same: the middle one counts, the others are said beside it. */
export type Measured = { readonly middle: number; readonly rounds: readonly number[] };

export function middle(rounds: readonly number[]): Measured {
  return { middle: median(rounds), rounds };
}
