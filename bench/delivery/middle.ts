import { median } from '../median.ts';

/** Of several rounds of the same: the middle one counts, the others are said beside it. */
export type Measured = { readonly middle: number; readonly rounds: readonly number[] };

/** The same so many times, one after another; `work` is told which round it is, from 0 on. */
export async function inRounds<Value>(rounds: number, work: (round: number) => Promise<Value>): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (let round = 0; round < rounds; round += 1) values.push(await work(round));
  return values;
}

export function middle(rounds: readonly number[]): Measured {
  return { middle: median(rounds), rounds };
}
