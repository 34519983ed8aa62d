import type { Facts } from '../../../basics/facts.ts';
import { cleanText } from '../../../basics/clean-text.ts';
import type { Problem } from '../../../basics/problem.ts';
import type { Advisory } from '../../advisory.ts';
import { describeTestFinding } from './mandatory-tests.ts';

/** An error as ajv gives it for a document against the CSAF schema; `params` depends on the keyword. */
export type SchemaFinding = {
  readonly keyword?: string;
  readonly instancePath?: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
};

/** CSAF 2.0 §3.2.1 to §3.2.3: properties are numbered in the order of the alphabet. */
const SECTIONS_2_0: readonly (readonly [string, string])[] = [
  ['/document/acknowledgments', '3.2.1.1'],
  ['/document/aggregate_severity', '3.2.1.2'],
  ['/document/category', '3.2.1.3'],
  ['/document/csaf_version', '3.2.1.4'],
  ['/document/distribution', '3.2.1.5'],
  ['/document/lang', '3.2.1.6'],
  ['/document/notes', '3.2.1.7'],
  ['/document/publisher', '3.2.1.8'],
  ['/document/references', '3.2.1.9'],
  ['/document/source_lang', '3.2.1.10'],
  ['/document/title', '3.2.1.11'],
  ['/document/tracking', '3.2.1.12'],
  ['/document', '3.2.1'],
  ['/product_tree/branches', '3.2.2.1'],
  ['/product_tree/full_product_names', '3.2.2.2'],
  ['/product_tree/product_groups', '3.2.2.3'],
  ['/product_tree/relationships', '3.2.2.4'],
  ['/product_tree', '3.2.2'],
  ['/vulnerabilities', '3.2.3'],
  ['', '3.2'],
];
const VULNERABILITY_FIELDS_2_0 = [
  'acknowledgments',
  'cve',
  'cwe',
  'discovery_date',
  'flags',
  'ids',
  'involvements',
  'notes',
  'product_status',
  'references',
  'release_date',
  'remediations',
  'scores',
  'threats',
  'title',
];
/** CSAF 2.1 puts `$schema` before them. */
const SECTIONS_2_1: readonly (readonly [string, string])[] = [
  ['/document', '3.2.2'],
  ['/product_tree', '3.2.3'],
  ['/vulnerabilities', '3.2.4'],
  ['', '3.2'],
];

/**
 * A fault against the JSON schema of CSAF in words, with the section of the property that it is about. Code `csaf-schema`; faults inside a
 * CVSS object are test 6.1.8.
 */
export function describeSchemaFinding(version: Advisory['formatVersion'], finding: SchemaFinding): Problem {
  const at = finding.instancePath ?? '';
  const { message, facts } = describeKeyword(finding);
  if (/\/(?:scores\/\d+|metrics\/\d+\/content)\/cvss_v[234](?:\/|$)/.test(at))
    return describeTestFinding(version, '6.1.8', { message, instancePath: at });
  const source = `CSAF ${version} §${sectionOf(version, at)}`;
  return { code: 'csaf-schema', at, message, ...(facts === undefined ? {} : { facts }), source };
}

function sectionOf(version: Advisory['formatVersion'], at: string): string {
  const sections = version === '2.0' ? SECTIONS_2_0 : SECTIONS_2_1;
  const section = sections.find(([prefix]) => at === prefix || at.startsWith(`${prefix}/`) || prefix === '')?.[1] ?? '3.2';
  const field = /^\/vulnerabilities\/\d+\/([a-z_]+)/.exec(at)?.[1] ?? '';
  const place = version === '2.0' ? VULNERABILITY_FIELDS_2_0.indexOf(field) : -1;
  return place === -1 ? section : `${section}.${place + 1}`;
}

/** What the keyword asks, and the same for who says it in another language: no facts where that is only that the form is not right. */
function describeKeyword({ keyword, message, params = {} }: SchemaFinding): { readonly message: string; readonly facts?: Facts } {
  const word = (name: string) => cleanText(textOf(params[name]), 100);
  switch (keyword) {
    case 'required': {
      const name = word('missingProperty');
      return { message: `"${name}" is missing here.`, facts: { about: 'required', name } };
    }
    case 'enum': {
      const names = listed(params['allowedValues']);
      return { message: `This value is not one of those that CSAF allows: ${names}.`, facts: { about: 'enum', names } };
    }
    case 'const': {
      const names = word('allowedValue');
      return { message: `This must be "${names}".`, facts: { about: 'enum', names } };
    }
    case 'type': {
      const name = word('type');
      return { message: `This must be of type ${name}.`, facts: { about: 'type', name } };
    }
    case 'format': {
      const name = word('format');
      const wrong = name === 'date-time' ? 'This is no date and time with a zone.' : `This is no valid ${name}.`;
      return { message: wrong, facts: { about: 'format', name } };
    }
    case 'pattern':
      return { message: 'This text does not have the form that CSAF asks.' };
    case 'minLength': {
      const least = word('limit');
      // Some must be longer than one character: the hash of a file has 32.
      if (Number(least) > 1) return { message: `This text has fewer than ${least} characters.`, facts: { about: 'too-short', least } };
      return { message: 'This text is empty.', facts: { about: 'empty' } };
    }
    case 'minItems':
    case 'minProperties': {
      const least = word('limit');
      return { message: `This has too few entries: it must have ${least} or more.`, facts: { about: 'too-few', least } };
    }
    case 'uniqueItems':
      return { message: 'This list has the same entry twice.', facts: { about: 'twice' } };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = word('additionalProperty') || word('unevaluatedProperty');
      return { message: `"${name}" does not belong here.`, facts: { about: 'not-here', name } };
    }
    default:
      return { message: `This does not have the form that CSAF asks: ${cleanText(message ?? '', 200)}.` };
  }
}

function listed(values: unknown): string {
  return Array.isArray(values) ? cleanText(values.map(String).join(', '), 200) : '';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}
