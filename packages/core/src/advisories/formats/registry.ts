import { isObject, type JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import type { TlpLabel } from '../../sharing/tlp.ts';
import type { Advisory } from '../advisory.ts';
import { boundProblems } from '../bound-problems.ts';
import { isCsaf, readCsaf } from './csaf.ts';
import { isCve, readCve } from './cve.ts';
import { readJsonText } from './json-text.ts';
import { isNvd, readNvd } from './nvd.ts';
import { isOsv, readOsv } from './osv.ts';

/** One format of advisories: told by content, never by a file's name. */
type Format = {
  readonly name: Advisory['format'];
  readonly recognises: (root: JsonView) => boolean;
  readonly read: (json: unknown, unlabelledAs: TlpLabel) => Read<Advisory>;
};

/** In the order in which they are tried. */
const FORMATS: readonly Format[] = [
  { name: 'csaf', recognises: isCsaf, read: readCsaf },
  { name: 'cve', recognises: isCve, read: readCve },
  { name: 'osv', recognises: isOsv, read: readOsv },
  { name: 'nvd', recognises: isNvd, read: readNvd },
];

/** Version of our reading, stored with each revision: raised when the same bytes would give another normalised form. */
export const READER = 2;

export type AdvisoryReading = { readonly advisory: Advisory; readonly json: unknown };

/**
 * Reads the bytes of a document as an advisory. `unlabelledAs` is what it counts as where it has no TLP label (the label of its feed,
 * else CLEAR: decision record 006). Problems come from the encoding, the JSON and the format; unreadable only where nothing can be used.
 */
export function readAdvisory(bytes: Uint8Array, unlabelledAs: TlpLabel = 'CLEAR'): Read<AdvisoryReading> {
  const text = readJsonText(bytes);
  if (text.kind === 'unreadable') return text;
  const reading = readAdvisoryJson(text.value, unlabelledAs);
  const problems = boundProblems([...text.problems, ...reading.problems]);
  return reading.kind === 'read' ? read({ advisory: reading.value, json: text.value }, problems) : unreadable(...problems);
}

/** The same for JSON that was parsed already, such as one of many documents in a file. */
export function readAdvisoryJson(json: unknown, unlabelledAs: TlpLabel = 'CLEAR'): Read<Advisory> {
  const root: JsonView = { value: json, at: '' };
  const format = FORMATS.find(({ recognises }) => recognises(root));
  return format === undefined ? unreadable(notRecognised(root)) : format.read(json, unlabelledAs);
}

function notRecognised(root: JsonView): Problem {
  const kind = isObject(root) ? otherKind(root.value as object) : undefined;
  return {
    code: 'format-unknown',
    at: '',
    message:
      kind === undefined
        ? 'This is JSON, but no advisory that Forewarn reads: no CSAF document and no record of CVE, NVD or OSV.'
        : `This is ${kind}, not an advisory.`,
    hint: 'Check the address of the source.',
    source: 'CSAF 2.0 §3.2.1',
    facts: { about: 'advisory' },
  };
}

/** What publishers put beside their documents and people hand in by mistake. */
function otherKind(json: object): string | undefined {
  if ('feed' in json) return 'a ROLIE feed';
  if ('service' in json || 'categories' in json) return 'a ROLIE service or category document';
  if ('canonical_url' in json) return 'the metadata of a CSAF provider';
  if ('aggregator' in json) return 'a list of CSAF providers';
  return undefined;
}
