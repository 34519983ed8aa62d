import { cleanText } from '../../basics/clean-text.ts';
import { elements, field, isObject, path, textAt, textsAt, type JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import type { TlpLabel } from '../../sharing/tlp.ts';
import type { Advisory, CvssScore, Reference, Vulnerability } from '../advisory.ts';
import { readScore } from './csaf/scores.ts';
import { shortTitle } from './cve/short-title.ts';
import { readAffectedPackages } from './osv/affected-packages.ts';
import { readDate } from './read-date.ts';

/** Publisher-controlled, so bounded. */
const NAME_MAX = 2_000;
const TEXT_MAX = 100_000;
const IDS_MAX = 500;
const LIST_MAX = 5_000;
const SOURCE = 'OSV schema 1.7';

/** True where it has what every OSV record must have, `id` and `modified`, and something that it is about. */
export function isOsv(root: JsonView): boolean {
  const has = (name: string) => field(root, name).value !== undefined;
  const isRecord = typeof field(root, 'id').value === 'string' && typeof field(root, 'modified').value === 'string';
  return isRecord && (has('affected') || has('schema_version') || has('aliases') || has('details') || has('withdrawn'));
}

/**
 * Reads an OSV record (OSV schema 1.x, already parsed JSON) into the normalised form: one vulnerability for each CVE that it is known as
 * or stems from, one where it has none; the packages with their affected versions; and the categories of CSAF where the two say the same.
 * A withdrawn record is one out of force. Unreadable (`tracking-id-missing`) only where it has no id.
 */
export function readOsv(json: unknown, unlabelledAs: TlpLabel = 'CLEAR'): Read<Advisory> {
  const root: JsonView = { value: json, at: '' };
  const id = cleanText(textAt(field(root, 'id'), NAME_MAX) ?? '', 300);
  if (id === '')
    return unreadable({
      code: 'tracking-id-missing',
      at: '/id',
      message: 'This record has no id, so it can not be told from others.',
      source: 'OSV schema 1.7, id',
    });
  const problems: Problem[] = [];
  const withdrawn = field(root, 'withdrawn').value !== undefined;
  const packages = withdrawn ? { products: [], affected: [] } : readAffectedPackages(root);
  const details = textAt(field(root, 'details'), TEXT_MAX);
  const severity = textAt(path(root, 'database_specific', 'severity'), 100);
  return read(
    {
      format: 'osv',
      formatVersion: textAt(field(root, 'schema_version'), 20) ?? '1',
      category: withdrawn ? 'csaf_withdrawn' : 'csaf_security_advisory',
      publisher: { name: databaseOf(id), namespace: NAMESPACE, category: 'coordinator' },
      trackingId: id,
      ...readTracking(root, problems),
      title: shortTitle(textAt(field(root, 'summary'), NAME_MAX) ?? details?.slice(0, NAME_MAX) ?? '') || id,
      language: 'en',
      tlp: unlabelledAs,
      ...(severity === undefined ? {} : { aggregateSeverity: severity }),
      notes: details === undefined ? [] : [{ category: 'description', text: details }],
      references: readReferences(root),
      revisionHistory: [],
      products: packages.products,
      vulnerabilities: readVulnerabilities(root, id, packages.affected, problems),
    },
    problems,
  );
}

/** Ids are unique over all databases that speak this format. */
const NAMESPACE = 'https://osv.dev';

/** "GHSA" of GHSA-35c4-f3rq-f9g3: the database that gave the id. */
function databaseOf(id: string): string {
  return /^[A-Za-z]+/.exec(id)?.[0] ?? 'OSV';
}

function readTracking(
  root: JsonView,
  problems: Problem[],
): Pick<Advisory, 'trackingVersion' | 'status' | 'initialReleaseAt' | 'currentReleaseAt'> {
  const currentReleaseAt = readDate(field(root, 'modified'), SOURCE, problems);
  const initialReleaseAt = readDate(field(root, 'published'), SOURCE, problems) ?? currentReleaseAt;
  return {
    // It has no version of its own; its date of change tells one from the next.
    trackingVersion: currentReleaseAt ?? '0',
    status: 'final',
    ...(initialReleaseAt === undefined ? {} : { initialReleaseAt }),
    ...(currentReleaseAt === undefined ? {} : { currentReleaseAt }),
  };
}

function readReferences(root: JsonView): readonly Reference[] {
  return elements(field(root, 'references'), LIST_MAX).flatMap((view) => {
    const url = textAt(field(view, 'url'), NAME_MAX);
    const type = textAt(field(view, 'type'), 100);
    return url === undefined ? [] : [{ url, category: 'external', ...(type === undefined ? {} : { summary: type }) }];
  });
}

function readVulnerabilities(root: JsonView, id: string, affected: readonly string[], problems: Problem[]): readonly Vulnerability[] {
  const aliases = [...new Set([id, ...textsAt(field(root, 'aliases'), IDS_MAX, NAME_MAX)])];
  const cves = cvesOf(root, aliases);
  const shared = {
    ids: aliases.filter((alias) => !isCveId(alias)).map((text) => ({ system: databaseOf(text), text })),
    cwes: textsAt(path(root, 'database_specific', 'cwe_ids'), 100, 50),
    notes: [],
    scores: readScores(root, problems),
    status: affected.length === 0 ? {} : { known_affected: affected },
    remediations: [],
    threats: [],
  };
  if (cves.length === 0) return [{ ...shared, at: '' }];
  return cves.map((cve) => ({ ...shared, cve, at: '' }));
}

/**
 * Aliases are other names of the same flaw; `upstream` are the flaws that a distribution's record is about. Older records of distributions
 * put those under `related`.
 */
function cvesOf(root: JsonView, aliases: readonly string[]): readonly string[] {
  for (const ids of [aliases, textsAt(field(root, 'upstream'), IDS_MAX, NAME_MAX), textsAt(field(root, 'related'), IDS_MAX, NAME_MAX)]) {
    const cves = [...new Set(ids.filter(isCveId).map((id) => id.toUpperCase()))];
    if (cves.length > 0) return cves;
  }
  return [];
}

function isCveId(id: string): boolean {
  return /^CVE-\d{4}-\d{4,19}$/i.test(id);
}

/** `severity` of the record and of its packages; a score is a vector of CVSS (OSV schema, "severity[].score"), or a word that is none. */
function readScores(root: JsonView, problems: Problem[]): readonly CvssScore[] {
  const ofPackages = elements(field(root, 'affected'), 200).flatMap((view) => elements(field(view, 'severity'), 20));
  const scores = [...elements(field(root, 'severity'), 20), ...ofPackages].flatMap((view) => {
    const vector = textAt(field(view, 'score'), 500);
    if (!isObject(view) || vector === undefined || !/^(?:CVSS:\d|AV:|\()/.test(vector)) return [];
    const score = readScore({ value: { vectorString: vector }, at: view.at }, problems);
    return score === undefined ? [] : [{ ...score, productIds: [] }];
  });
  return [...new Map(scores.map((score) => [score.vector, score])).values()];
}
