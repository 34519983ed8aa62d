import { cleanText } from '../../basics/clean-text.ts';
import { elements, field, isObject, path, textAt, type JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import type { TlpLabel } from '../../sharing/tlp.ts';
import type { Advisory, Note, Reference, Remediation, Threat, Vulnerability } from '../advisory.ts';
import { readAffected, type StatedProducts } from './cve/affected.ts';
import { readApplicability } from './cve/applicability.ts';
import { englishTexts } from './cve/english-texts.ts';
import { readCveScores, readExploitation } from './cve/metrics.ts';
import { shortTitle } from './cve/short-title.ts';
import { wordedProducts } from './cve/worded-products.ts';
import { readDate } from './read-date.ts';

/** Publisher-controlled, so bounded. */
const NAME_MAX = 2_000;
const LIST_MAX = 5_000;
const CONTAINERS_MAX = 50;
const SOURCE = 'CVE record format 5.1';
/** The namespace of all records: their ids are unique in it (CVE Program, CNA rules §5). */
const NAMESPACE = 'https://www.cve.org';

/** True where it says that it is a CVE record, or looks like one. */
export function isCve(root: JsonView): boolean {
  return field(root, 'dataType').value === 'CVE_RECORD' || (isObject(field(root, 'cveMetadata')) && isObject(field(root, 'containers')));
}

/**
 * Reads a record of the CVE program (CVE record format 5.x, already parsed JSON) into the normalised form: one vulnerability, with the
 * products of the assigner's container (CNA) and of those that add to it (ADP), and the categories of CSAF where the two say the same. A
 * rejected record is one that was taken out of force. Unreadable (`tracking-id-missing`) only where it has no CVE id.
 */
export function readCve(json: unknown, unlabelledAs: TlpLabel = 'CLEAR'): Read<Advisory> {
  const root: JsonView = { value: json, at: '' };
  const metadata = field(root, 'cveMetadata');
  const cve = cleanText(textAt(field(metadata, 'cveId'), NAME_MAX) ?? '', 100).toUpperCase();
  if (cve === '')
    return unreadable({
      code: 'tracking-id-missing',
      at: '/cveMetadata/cveId',
      message: 'This record has no CVE id, so it can not be told from others.',
      source: 'CVE record format 5.1, cveMetadata',
    });
  const problems: Problem[] = [];
  const assigner = path(root, 'containers', 'cna');
  const others = elements(path(root, 'containers', 'adp'), CONTAINERS_MAX);
  const isRejected = field(metadata, 'state').value === 'REJECTED';
  const descriptions = englishTexts(field(assigner, isRejected ? 'rejectedReasons' : 'descriptions'));
  const stated = isRejected ? NOTHING : statedProducts({ assigner, others, descriptions }, problems);
  return read(
    {
      format: 'cve',
      formatVersion: textAt(field(root, 'dataVersion'), 20) ?? '5',
      category: isRejected ? 'csaf_withdrawn' : 'csaf_security_advisory',
      publisher: {
        name: cleanText(textAt(field(metadata, 'assignerShortName'), NAME_MAX) ?? '', 300) || 'CVE Program',
        namespace: NAMESPACE,
        category: 'coordinator',
      },
      trackingId: cve,
      ...readTracking(metadata, problems),
      title: shortTitle(textAt(field(assigner, 'title'), NAME_MAX) ?? descriptions[0] ?? '') || cve,
      language: 'en',
      tlp: unlabelledAs,
      notes: [
        ...descriptions.map((text) => note('description', text)),
        ...englishTexts(field(assigner, 'configurations')).map((text) => note('general', text)),
      ],
      references: readReferences([assigner, ...others]),
      revisionHistory: [],
      products: stated.products,
      vulnerabilities: [readVulnerability(cve, assigner, others, stated.status, problems)],
    },
    problems,
  );
}

const NOTHING: StatedProducts = { products: [], status: {} };

/** One in thirteen records has "n/a" for a product and names it in its text alone. */
const NAMES_NO_PRODUCT: Problem = {
  code: 'product-missing',
  at: '/containers/cna/affected',
  message: 'This record names no product where it should ("n/a"); what its text names before a version is taken for it.',
  hint: 'Read the description: nothing follows from it with certainty.',
  source: 'CVE record format 5.1, affected',
  facts: { about: 'record' },
};

function statedProducts(
  {
    assigner,
    others,
    descriptions,
  }: { readonly assigner: JsonView; readonly others: readonly JsonView[]; readonly descriptions: readonly string[] },
  problems: Problem[],
): StatedProducts {
  const { products, status } = readAffected(assigner, others);
  const applicable = [assigner, ...others].flatMap((container) => readApplicability(field(container, 'cpeApplicability')));
  const stated = [...products, ...applicable];
  const texts = [descriptions[0] ?? '', textAt(field(assigner, 'title'), NAME_MAX) ?? ''];
  const worded = stated.length > 0 ? [] : wordedProducts(texts, '/containers/cna/descriptions/0');
  if (stated.length === 0) problems.push(NAMES_NO_PRODUCT);
  const affected = [...(status.known_affected ?? []), ...[...applicable, ...worded].map(({ id }) => id)];
  return { products: [...stated, ...worded], status: affected.length === 0 ? status : { ...status, known_affected: affected } };
}

function readTracking(
  metadata: JsonView,
  problems: Problem[],
): Pick<Advisory, 'trackingVersion' | 'status' | 'initialReleaseAt' | 'currentReleaseAt'> {
  const initialReleaseAt = readDate(field(metadata, 'datePublished'), SOURCE, problems);
  const currentReleaseAt = readDate(field(metadata, 'dateUpdated'), SOURCE, problems) ?? initialReleaseAt;
  const serial = field(metadata, 'serial').value;
  return {
    // Most records have no serial; their date of change then tells them apart.
    trackingVersion: typeof serial === 'number' ? String(serial) : (currentReleaseAt ?? '0'),
    status: 'final',
    ...(initialReleaseAt === undefined ? {} : { initialReleaseAt }),
    ...(currentReleaseAt === undefined ? {} : { currentReleaseAt }),
  };
}

function note(category: string, text: string): Note {
  return { category, text };
}

function readReferences(containers: readonly JsonView[]): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const view of containers.flatMap((container) => elements(field(container, 'references'), LIST_MAX))) {
    const url = textAt(field(view, 'url'), NAME_MAX);
    const summary = textAt(field(view, 'name'), NAME_MAX);
    if (url !== undefined && !found.has(url)) found.set(url, { url, category: 'external', ...(summary === undefined ? {} : { summary }) });
  }
  return [...found.values()];
}

function readVulnerability(
  cve: string,
  assigner: JsonView,
  others: readonly JsonView[],
  status: Vulnerability['status'],
  problems: Problem[],
): Vulnerability {
  const containers = [assigner, ...others];
  return {
    cve,
    ids: [],
    cwes: readCwes(containers),
    notes: [],
    scores: readCveScores(assigner, others, problems),
    status,
    remediations: [
      ...remediations('vendor_fix', field(assigner, 'solutions')),
      ...remediations('workaround', field(assigner, 'workarounds')),
    ],
    threats: [...readExploitation(containers), ...threats('exploit_status', field(assigner, 'exploits')), ...readImpacts(assigner)],
    at: '/containers/cna',
  };
}

function readCwes(containers: readonly JsonView[]): readonly string[] {
  const types = containers.flatMap((container) => elements(field(container, 'problemTypes'), LIST_MAX));
  const ids = types.flatMap((type) => elements(field(type, 'descriptions'), 100).flatMap((each) => textAt(field(each, 'cweId'), 50) ?? []));
  return [...new Set(ids)];
}

function remediations(category: string, view: JsonView): readonly Remediation[] {
  return englishTexts(view).map((details) => ({ category, details, productIds: [] }));
}

function threats(category: string, view: JsonView): readonly Threat[] {
  return englishTexts(view).map((details) => ({ category, details, productIds: [] }));
}

function readImpacts(assigner: JsonView): readonly Threat[] {
  return elements(field(assigner, 'impacts'), 100).flatMap((impact) => threats('impact', field(impact, 'descriptions')));
}
