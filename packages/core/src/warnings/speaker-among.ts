import type { Advisory } from '../advisories/advisory.ts';
import { SOURCE_KINDS } from '../advisories/source-rules.ts';

/** An advisory of a matter, as far as it matters who speaks. */
type Speaking = { readonly advisory: Pick<Advisory, 'format' | 'category'>; readonly withdrawnAt?: unknown };

/**
 * Of the advisories of a matter the one in whose words its warning is drafted: one in force before one that was taken back, then the publisher's before
 * records of databases, in the order of the source rules; of equals the first.
 */
export function speakerAmong<Each extends Speaking>(advisories: readonly [Each, ...Each[]]): Each {
  return advisories.reduce((best, each) => (placeOf(each) < placeOf(best) ? each : best), advisories[0]);
}

function placeOf({ advisory, withdrawnAt }: Speaking): number {
  const isTakenBack = withdrawnAt !== undefined || advisory.category === 'csaf_withdrawn';
  return SOURCE_KINDS.indexOf(advisory.format) + (isTakenBack ? SOURCE_KINDS.length : 0);
}
