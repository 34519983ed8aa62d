import type { Advisory } from './advisory.ts';
import { compareProducts } from './compare-products.ts';
import { compareVulnerabilities } from './compare-vulnerabilities.ts';
import { bare, compareNotes, compareText, isRatingNote, shown } from './compare-texts.ts';
import { CHANGES, type Change, type ChangeKind, type RevisionComparison } from './revision-change.ts';

const CHANGES_MAX = 100;

/** Categories of CSAF 2.1 (§4.6, §4.7) by which a publisher takes a document out of force. */
const OUT_OF_FORCE: ReadonlySet<string> = new Set(['csaf_withdrawn', 'csaf_superseded']);

/** True where the document itself says that it no longer counts. CSAF 2.0 has no word for it; its publishers remove the document. */
function isOutOfForce(advisory: Advisory): boolean {
  return OUT_OF_FORCE.has(advisory.category);
}

/**
 * What a revision changes against the one before it, by content and not by its version (publishers edit silently). Products are compared
 * by what they are and not by their ids, which publishers number anew. `first` where there is none before; `withdrawn` where it takes
 * the advisory out of force; `material` where it may change who is concerned or what to do (CSAF 2.1 clause 13.8), `editorial` where it
 * may not, `unchanged` where nothing that we read is different. At most 100 changes, material ones first.
 */
export function compareRevisions(before: Advisory | undefined, after: Advisory): RevisionComparison {
  if (before === undefined) return { kind: 'first', changes: [] };
  const products = compareProducts(before, after);
  const changes = [
    ...compareForce(before, after),
    ...products.changes,
    ...compareVulnerabilities(before, after, products.labels),
    ...compareTexts(before, after),
  ].toSorted((a, b) => weight(a) - weight(b));
  return { kind: kindOf(before, after, changes), changes: changes.slice(0, CHANGES_MAX) };
}

function weight(change: Change): number {
  return CHANGES[change.what] === 'material' ? 0 : 1;
}

function kindOf(before: Advisory, after: Advisory, changes: readonly Change[]): RevisionComparison['kind'] {
  if (isOutOfForce(after) && !isOutOfForce(before)) return 'withdrawn';
  const [first] = changes;
  return first === undefined ? 'unchanged' : CHANGES[first.what];
}

function compareForce(before: Advisory, after: Advisory): readonly Change[] {
  const [was, is] = [!isOutOfForce(before), !isOutOfForce(after)];
  return was === is ? [] : [{ what: is ? 'in-force-again' : 'withdrawn', before: before.category, after: after.category }];
}

function compareTexts(before: Advisory, after: Advisory): readonly Change[] {
  const single: readonly (readonly [ChangeKind, (advisory: Advisory) => string | undefined])[] = [
    ['label', ({ tlp }) => tlp],
    ['document-status', ({ status }) => status],
    ['rating', ratingOf],
    ['title', ({ title }) => title],
    ['publisher', ({ publisher }) => `${publisher.name} (${publisher.category})`],
    ['category', ({ category }) => category],
    ['language', ({ language }) => language],
    ['distribution', ({ distributionText }) => distributionText],
    ['version', ({ trackingVersion }) => trackingVersion],
    ['release-date', ({ currentReleaseAt }) => currentReleaseAt],
    ['revision-history', historyOf],
  ];
  const changes = single.flatMap(([what, of]) => compareText(what, of(before), of(after)));
  return [...changes.map(lastEntryOnly(before, after)), ...compareNotes(before.notes, after.notes), ...compareReferences(before, after)];
}

/** Field by field: what comes back from a database has its fields in another order. */
function historyOf({ revisionHistory }: Advisory): string | undefined {
  return revisionHistory.length === 0
    ? undefined
    : revisionHistory.map(({ number, at, summary }) => `${number} ${at} ${bare(summary)}`).join('\n');
}

/** "kans medium, schade high" and the publisher's own severity word. */
function ratingOf(advisory: Advisory): string | undefined {
  const notes = advisory.notes.filter(isRatingNote);
  const words = notes.map(({ title, text }) => `${title?.trim().toLowerCase()} ${text.trim().toLowerCase()}`).toSorted();
  if (advisory.aggregateSeverity !== undefined) words.push(advisory.aggregateSeverity.trim().toLowerCase());
  return words.length === 0 ? undefined : words.join(', ');
}

/** Of a long history the newest entry is worth showing. */
function lastEntryOnly(before: Advisory, after: Advisory): (change: Change) => Change {
  return (change) =>
    change.what === 'revision-history'
      ? { what: change.what, before: shown(before.revisionHistory.at(-1)?.summary), after: shown(after.revisionHistory.at(-1)?.summary) }
      : change;
}

function compareReferences(before: Advisory, after: Advisory): readonly Change[] {
  const [old, young] = [before, after].map(({ references }) => new Set(references.map(({ url, summary }) => `${url} ${bare(summary)}`)));
  const gone = [...(old ?? [])].filter((reference) => young?.has(reference) !== true);
  const added = [...(young ?? [])].filter((reference) => old?.has(reference) !== true);
  return gone.length + added.length === 0
    ? []
    : [{ what: 'reference', before: shown(gone.join('\n') || undefined), after: shown(added.join('\n') || undefined) }];
}
