import { cleanText } from '../../basics/clean-text.ts';
import { elements, field, isObject, path, textAt, type JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import type { TlpLabel } from '../../sharing/tlp.ts';
import type { Advisory, CvssScore, Reference, Threat } from '../advisory.ts';
import { readScore } from './csaf/scores.ts';
import { readApplicability } from './cve/applicability.ts';
import { englishTexts } from './cve/english-texts.ts';
import { shortTitle } from './cve/short-title.ts';
import { wordedProducts } from './cve/worded-products.ts';
import { readDate } from './read-date.ts';

/** Publisher-controlled, so bounded. */
const NAME_MAX = 2_000;
const LIST_MAX = 5_000;
const NAMESPACE = 'https://nvd.nist.gov';
const SOURCE = 'NVD API 2.0';
const METRICS = ['cvssMetricV40', 'cvssMetricV31', 'cvssMetricV30', 'cvssMetricV2'];

/** True for a record of the NVD's API 2.0, and for an entry of one of its pages (`{cve: …}`). */
export function isNvd(root: JsonView): boolean {
  const cve = recordIn(root);
  return (
    /^CVE-/i.test(textAt(field(cve, 'id'), 50) ?? '') &&
    field(cve, 'sourceIdentifier').value !== undefined &&
    field(cve, 'lastModified').value !== undefined
  );
}

/**
 * Reads what the NVD says of one CVE (API 2.0, `vulnerabilities[].cve`, already parsed JSON) into the normalised form. Its products are
 * those of `configurations`; a record that the NVD has not analysed yet has none, and is read as its description names them. Unreadable
 * (`tracking-id-missing`) only where it has no id.
 */
export function readNvd(json: unknown, unlabelledAs: TlpLabel = 'CLEAR'): Read<Advisory> {
  const record = recordIn({ value: json, at: '' });
  const cve = cleanText(textAt(field(record, 'id'), NAME_MAX) ?? '', 100).toUpperCase();
  if (cve === '')
    return unreadable({
      code: 'tracking-id-missing',
      at: `${record.at}/id`,
      message: 'This record has no CVE id, so it can not be told from others.',
      source: SOURCE,
    });
  const problems: Problem[] = [];
  const isRejected = textAt(field(record, 'vulnStatus'), 50) === 'Rejected';
  const descriptions = englishTexts(field(record, 'descriptions'));
  const products = isRejected ? [] : productsOf(record, descriptions, problems);
  const initialReleaseAt = readDate(field(record, 'published'), SOURCE, problems);
  const currentReleaseAt = readDate(field(record, 'lastModified'), SOURCE, problems) ?? initialReleaseAt;
  return read(
    {
      format: 'nvd',
      formatVersion: '2.0',
      category: isRejected ? 'csaf_withdrawn' : 'csaf_security_advisory',
      publisher: { name: 'NVD', namespace: NAMESPACE, category: 'coordinator' },
      trackingId: cve,
      trackingVersion: currentReleaseAt ?? '0',
      status: 'final',
      ...(initialReleaseAt === undefined ? {} : { initialReleaseAt }),
      ...(currentReleaseAt === undefined ? {} : { currentReleaseAt }),
      title: shortTitle(textAt(field(record, 'cisaVulnerabilityName'), NAME_MAX) ?? descriptions[0] ?? '') || cve,
      language: 'en',
      tlp: unlabelledAs,
      notes: descriptions.map((text) => ({ category: 'description', text })),
      references: readReferences(record),
      revisionHistory: [],
      products,
      vulnerabilities: [
        {
          cve,
          ids: [],
          cwes: readCwes(record),
          notes: [],
          scores: readScores(record, problems),
          status: products.length === 0 ? {} : { known_affected: products.map(({ id }) => id) },
          remediations: [],
          threats: readThreats(record),
          at: record.at,
        },
      ],
    },
    problems,
  );
}

function recordIn(root: JsonView): JsonView {
  const inner = field(root, 'cve');
  return isObject(inner) ? inner : root;
}

function productsOf(record: JsonView, descriptions: readonly string[], problems: Problem[]): Advisory['products'] {
  const products = readApplicability(field(record, 'configurations'));
  if (products.length > 0) return products;
  problems.push({
    code: 'product-missing',
    at: `${record.at}/configurations`,
    message: 'The NVD has not said yet which products this is about; what its text names before a version is taken for it.',
    hint: 'Read the description: nothing follows from it with certainty.',
    source: SOURCE,
    facts: { about: 'record' },
  });
  return wordedProducts(descriptions.slice(0, 1), `${record.at}/descriptions/0`);
}

function readReferences(record: JsonView): readonly Reference[] {
  const urls = elements(field(record, 'references'), LIST_MAX).flatMap((view) => textAt(field(view, 'url'), NAME_MAX) ?? []);
  return [...new Set(urls)].map((url) => ({ url, category: 'external' }));
}

function readCwes(record: JsonView): readonly string[] {
  const weaknesses = elements(field(record, 'weaknesses'), LIST_MAX).flatMap((view) => englishTexts(field(view, 'description')));
  return [...new Set(weaknesses.filter((text) => /^CWE-\d+$/.test(text)))];
}

/** The NVD's own score (`Primary`) first; the same vector once; what others gave (`Secondary`) under their name. */
function readScores(record: JsonView, problems: Problem[]): readonly CvssScore[] {
  const metrics = METRICS.flatMap((name) => elements(path(record, 'metrics', name), 200));
  const isPrimary = (metric: JsonView) => field(metric, 'type').value === 'Primary';
  const first = new Map<string, CvssScore>();
  for (const metric of [...metrics.filter(isPrimary), ...metrics.filter((each) => !isPrimary(each))]) {
    const score = readScore(field(metric, 'cvssData'), problems);
    const by = giverOf(metric);
    const key = `${score?.version} ${score?.vector}`;
    if (score !== undefined && !first.has(key)) first.set(key, { ...score, productIds: [], ...(by === undefined ? {} : { by }) });
  }
  return [...first.values()];
}

/** How the NVD names CISA (`source` of a metric: the organisation's id in the CVE program). */
const CISA = '134c704f-9b21-4f2e-91b3-4a467353bcc0';

/** Who gave a score; undefined for the NVD itself. */
function giverOf(metric: JsonView): string | undefined {
  const source = cleanText(textAt(field(metric, 'source'), NAME_MAX) ?? '', 100);
  if (source === '' || source === 'nvd@nist.gov') return undefined;
  return source === CISA ? 'CISA' : source;
}

function readThreats(record: JsonView): readonly Threat[] {
  const since = textAt(field(record, 'cisaExploitAdd'), 30);
  return since === undefined
    ? []
    : [{ category: 'exploit_status', details: `On CISA's list of known exploited vulnerabilities since ${since}.`, productIds: [] }];
}
