import type { Advisory } from '../advisories/advisory.ts';
import type { Change, ChangeKind, RevisionComparison } from '../advisories/revision-change.ts';
import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import { words, type WordKey } from './words.ts';

/** More would not be read; what an analyst needs is in `describeChanges`. */
const SENTENCES_MAX = 5;
const QUOTE_CHARACTERS_MAX = 300;

/** What a reader has to know of each material change, in the order in which it is told; changes without a sentence tell readers nothing. */
const TOLD: readonly (readonly [WordKey & `changed.${string}`, readonly ChangeKind[]])[] = [
  ['changed.exploitation', ['exploitation']],
  ['changed.products', ['product-status', 'products-added', 'products-removed', 'product-name', 'product-identifiers']],
  ['changed.versions', ['product-version']],
  ['changed.remedy', ['remediation-added', 'remediation-removed', 'remediation-products']],
  ['changed.vulnerability', ['vulnerability-added', 'vulnerability-removed']],
  ['changed.severity', ['score', 'rating']],
];

/**
 * What changed in an advisory, for those who are warned: short sentences without fields, ranges or numbers, then the publisher's own summary
 * of the revision where it is in the reader's language. Publisher-controlled text is bounded and on one line. Empty where nothing that a
 * reader has to know changed.
 */
export function tellChanges(comparison: RevisionComparison, advisory: Advisory, language: Language): readonly string[] {
  const say = words(language);
  const kinds = new Set(comparison.changes.filter(tells).map(({ what }) => what));
  const sentences = TOLD.filter(([, told]) => told.some((kind) => kinds.has(kind))).map(([key]) => (say as (key: WordKey) => string)(key));
  const quote = publishersWords(advisory, language);
  return [...sentences.slice(0, SENTENCES_MAX - 1), ...(quote === undefined ? [] : [say('changed.publisher-says', { quote })])];
}

/** A score that is the same by another vector changes nothing for a reader. */
function tells({ what, before, after }: Change): boolean {
  return what !== 'score' || before !== after;
}

/** CSAF 2.0 §3.2.1.12.6.4: the summary of the revision that this document is. */
function publishersWords(advisory: Advisory, language: Language): string | undefined {
  const spoken = (advisory.language ?? 'en').toLowerCase().split('-')[0];
  if (spoken !== language) return undefined;
  const revision =
    advisory.revisionHistory.findLast(({ number }) => number === advisory.trackingVersion) ?? advisory.revisionHistory.at(-1);
  const summary = cleanText(revision?.summary ?? '', QUOTE_CHARACTERS_MAX);
  return summary === '' ? undefined : summary;
}
