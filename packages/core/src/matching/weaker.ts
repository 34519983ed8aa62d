import { CERTAINTIES, type Certainty } from './match.ts';

/** The less sure of two. */
export function weaker(a: Certainty, b: Certainty): Certainty {
  return CERTAINTIES.indexOf(a) > CERTAINTIES.indexOf(b) ? a : b;
}
