/** Of several rounds of the same: the middle one counts, the others are said beside it. */
export type Measured = { readonly middle: number; readonly rounds: readonly number[] };

export function middle(rounds: readonly number[]): Measured {
  const sorted = rounds.toSorted((a, b) => a - b);
  return { middle: sorted[Math.floor(sorted.length / 2)] ?? 0, rounds };
}
