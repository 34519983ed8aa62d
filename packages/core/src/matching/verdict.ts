import type { Outcome } from './decide-vulnerability.ts';
import type { Certainty, Match, Reason, Silence } from './match.ts';
import type { Likeness } from './matchers/likeness.ts';
import { weaker } from './weaker.ts';

/** What a `Match` says, without how we know: small enough to be kept for every pair of a line and an advisory. */
export type Verdict =
  | { readonly kind: 'concerned'; readonly reason: Reason; readonly certainty: Certainty }
  | { readonly kind: 'not-concerned'; readonly reason: Reason; readonly because: Silence };

export function verdictOfMatch(match: Match): Verdict {
  return match.kind === 'concerned'
    ? { kind: 'concerned', reason: match.reason, certainty: match.certainty }
    : { kind: 'not-concerned', reason: match.reason, because: match.because };
}

/** How sure we may be at most, by how like the products are (DOMAIN §3.4). */
const AT_MOST: Readonly<Record<Likeness['grade'], Certainty>> = {
  same: 'certain',
  likely: 'likely',
  family: 'possible',
  maker: 'possible',
};
const SILENCES: Readonly<Record<'fixed' | 'not-affected' | 'outside', Silence>> = {
  fixed: 'fixed',
  'not-affected': 'supplier-says-not-affected',
  outside: 'version-not-affected',
};

/** What the first of the strongest outcomes means for a line whose product is so like; undefined where it says nothing of the line. */
export function verdictOfOutcome(
  { kind, claim: { asPart } }: Pick<Outcome, 'kind' | 'claim'>,
  grade: Likeness['grade'],
): Verdict | undefined {
  switch (kind) {
    case 'affected':
    case 'unsure':
    case 'under-investigation': {
      const by = kind === 'affected' ? 'certain' : kind === 'unsure' ? 'likely' : 'possible';
      const most = weaker(AT_MOST[grade], asPart ?? 'certain');
      return { kind: 'concerned', certainty: weaker(by, most), reason: reasonOf(kind, asPart !== undefined, grade) };
    }
    case 'fixed':
    case 'not-affected':
    case 'outside':
      // A line that names but a family or a maker may hold more than the one product that is not affected.
      if (grade === 'family' || grade === 'maker') return undefined;
      return { kind: 'not-concerned', because: SILENCES[kind], reason: 'product-version' };
  }
}

function reasonOf(kind: Outcome['kind'], isPart: boolean, grade: Likeness['grade']): Reason {
  if (grade === 'maker') return 'supplier';
  if (grade === 'family') return 'product-name';
  if (isPart) return 'component';
  return kind === 'affected' ? 'product-version' : 'product-version-unknown';
}
