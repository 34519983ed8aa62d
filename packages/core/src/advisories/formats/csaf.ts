import { cleanText } from '../../basics/clean-text.ts';
import { readInstant, type Instant } from '../../basics/instant.ts';
import { elements, field, isObject, path, textAt, type JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { readTlp, type TlpLabel } from '../../sharing/tlp.ts';
import type { Advisory, Reference, Revision } from '../advisory.ts';
import { readProductTree } from './csaf/product-tree.ts';
import { readNotes, readVulnerabilities } from './csaf/vulnerability.ts';

const NAME_MAX = 2_000;
const TEXT_MAX = 100_000;
/** Publisher's namespace and tracking id are the key of an advisory in the database's index, which takes 2,700 bytes. */
const KEY_MAX = 300;

/** True where it looks like CSAF: a document with a version of CSAF, or with a tracking. */
export function isCsaf(root: JsonView): boolean {
  return (
    field(root, 'document').value !== undefined &&
    (isObject(path(root, 'document', 'tracking')) || path(root, 'document', 'csaf_version').value !== undefined)
  );
}

/**
 * Reads a CSAF 2.0 or 2.1 document (already parsed JSON) into the normalised form. What can't be read becomes a problem with
 * its JSON pointer, and the rest is still read. Whether the document is *valid* is another question (server
 * `validate-csaf.ts`). Without a TLP label it counts as `unlabelledAs`. Unreadable (`not-csaf`, `tracking-id-missing`) only where it is no CSAF or can't be told from others.
 */
export function readCsaf(json: unknown, unlabelledAs: TlpLabel = 'CLEAR'): Read<Advisory> {
  const root: JsonView = { value: json, at: '' };
  const document = field(root, 'document');
  if (!isObject(document)) {
    return unreadable({
      code: 'not-csaf',
      at: '',
      message: 'This is no CSAF document: it has no "document" object.',
      hint: 'Check the address of the source.',
      source: 'CSAF 2.0 §3.2.1',
    });
  }
  const tracking = field(document, 'tracking');
  const trackingId = cleanText(textAt(field(tracking, 'id'), NAME_MAX) ?? '', KEY_MAX);
  if (trackingId === '') {
    return unreadable({
      code: 'tracking-id-missing',
      at: '/document/tracking/id',
      message: 'This document has no tracking id, so it can not be told from others.',
      source: 'CSAF 2.0 §3.2.1.12.4',
    });
  }
  const problems: Problem[] = [];
  const tree = readProductTree(field(root, 'product_tree'), problems);
  return read(
    withTexts(
      {
        format: 'csaf' as const,
        formatVersion: readFormatVersion(document, problems),
        category: textAt(field(document, 'category'), 200) ?? 'csaf_base',
        publisher: readPublisher(document, problems),
        trackingId,
        ...readTracking(tracking, problems),
        title: cleanText(textAt(field(document, 'title'), NAME_MAX) ?? '', NAME_MAX) || trackingId,
        tlp: readLabel(document, unlabelledAs, problems),
        notes: readNotes(document),
        references: readReferences(document),
        products: tree.products,
        vulnerabilities: readVulnerabilities(root, tree.groups, problems),
      },
      document,
    ),
    problems,
  );
}

type WithoutTexts = Omit<Advisory, 'language' | 'distributionText' | 'aggregateSeverity'>;

function withTexts(advisory: WithoutTexts, document: JsonView): Advisory {
  const language = textAt(field(document, 'lang'), 50);
  const distributionText = textAt(path(document, 'distribution', 'text'), TEXT_MAX);
  const aggregateSeverity = textAt(path(document, 'aggregate_severity', 'text'), 200);
  return {
    ...advisory,
    ...(language === undefined ? {} : { language }),
    ...(distributionText === undefined ? {} : { distributionText }),
    ...(aggregateSeverity === undefined ? {} : { aggregateSeverity }),
  };
}

function readFormatVersion(document: JsonView, problems: Problem[]): '2.0' | '2.1' {
  const version = field(document, 'csaf_version').value;
  if (version === '2.0' || version === '2.1') return version;
  problems.push({
    code: 'csaf-version-unknown',
    at: '/document/csaf_version',
    message: 'The document does not say that it is CSAF 2.0 or 2.1; it is read as 2.0.',
    source: 'CSAF 2.0 §3.2.1.4',
  });
  return '2.0';
}

function readPublisher(document: JsonView, problems: Problem[]): Advisory['publisher'] {
  const publisher = field(document, 'publisher');
  const name = cleanText(textAt(field(publisher, 'name'), NAME_MAX) ?? '', KEY_MAX);
  const namespace = cleanText(textAt(field(publisher, 'namespace'), NAME_MAX) ?? '', KEY_MAX);
  if (name === '' || namespace === '') {
    problems.push({
      code: 'publisher-incomplete',
      at: '/document/publisher',
      message: 'The document does not say who publishes it (name and namespace).',
      source: 'CSAF 2.0 §3.2.1.8',
    });
  }
  return {
    name: name || namespace || 'unknown',
    namespace: namespace || name || 'unknown',
    category: textAt(field(publisher, 'category'), 100) ?? 'other',
  };
}

function readTracking(
  tracking: JsonView,
  problems: Problem[],
): Pick<Advisory, 'trackingVersion' | 'status' | 'initialReleaseAt' | 'currentReleaseAt' | 'revisionHistory'> {
  const status = field(tracking, 'status').value;
  const initialReleaseAt = readDate(field(tracking, 'initial_release_date'), problems);
  const currentReleaseAt = readDate(field(tracking, 'current_release_date'), problems);
  return {
    trackingVersion: cleanText(textAt(field(tracking, 'version'), 200) ?? '', 200) || '0',
    status: status === 'draft' || status === 'interim' ? status : 'final',
    ...(initialReleaseAt === undefined ? {} : { initialReleaseAt }),
    ...(currentReleaseAt === undefined ? {} : { currentReleaseAt }),
    revisionHistory: elements(field(tracking, 'revision_history'), 10_000).map((view) => readRevision(view, problems)),
  };
}

function readRevision(view: JsonView, problems: Problem[]): Revision {
  const at = readDate(field(view, 'date'), problems);
  return {
    number: textAt(field(view, 'number'), 200) ?? '',
    ...(at === undefined ? {} : { at }),
    summary: textAt(field(view, 'summary'), TEXT_MAX) ?? '',
  };
}

function readDate(view: JsonView, problems: Problem[]): Instant | undefined {
  const text = textAt(view, 100);
  if (text === undefined) return undefined;
  const read = readInstant(text);
  // The year 0000 and, by a zone, 10000 are dates to a program and none to a database.
  const instant = read !== undefined && /^(?!0000)\d{4}-/.test(read) ? read : undefined;
  if (instant === undefined) {
    problems.push({ code: 'date-unreadable', at: view.at, message: `"${text}" is no date and time with a zone.`, source: 'CSAF 2.0 §2.2' });
  }
  return instant;
}

/** Missing counts as the feed's (2.0 leaves it open); one that we can't read counts as RED: decision record 006. */
function readLabel(document: JsonView, unlabelledAs: TlpLabel, problems: Problem[]): TlpLabel {
  const view = path(document, 'distribution', 'tlp', 'label');
  if (view.value === undefined) return unlabelledAs;
  const label = typeof view.value === 'string' ? readTlp(view.value) : undefined;
  if (label !== undefined) return label;
  problems.push({
    code: 'tlp-unreadable',
    at: view.at,
    message: 'This is no TLP label; the document is treated as TLP:RED until somebody looks at it.',
    source: 'CSAF 2.0 §3.2.1.5.2',
  });
  return 'RED';
}

function readReferences(document: JsonView): readonly Reference[] {
  return elements(field(document, 'references'), 10_000).flatMap((view) => {
    const url = textAt(field(view, 'url'), NAME_MAX);
    const category = textAt(field(view, 'category'), 100);
    const summary = textAt(field(view, 'summary'), TEXT_MAX);
    return url === undefined
      ? []
      : [{ url, ...(category === undefined ? {} : { category }), ...(summary === undefined ? {} : { summary }) }];
  });
}
