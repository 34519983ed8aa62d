// A CommonJS package: Node sees its names only on the default.
import calculator from 'ae-cvss-calculator';
import { elements, field, textAt, textsAt, type JsonView } from '../../../basics/json-view.ts';
import type { Problem } from '../../../basics/problem.ts';
import type { CvssScore } from '../../advisory.ts';

const SCORES_MAX = 1_000;
const PRODUCTS_MAX = 200_000;

/** A vector costs a tenth of a millisecond or more to compute, and publishers repeat them: the last ones are remembered. */
const REMEMBERED_MAX = 5_000;
const remembered = new Map<string, number | undefined>();

/** CSAF 2.0 §3.2.3.13 `scores`; 2.1 `metrics`, with the score below `content`. */
export function readScores(vulnerability: JsonView, problems: Problem[]): readonly CvssScore[] {
  const old = elements(field(vulnerability, 'scores'), SCORES_MAX).flatMap((view) => readEach(view, view, problems));
  const metrics = elements(field(vulnerability, 'metrics'), SCORES_MAX).flatMap((view) => readEach(field(view, 'content'), view, problems));
  return [...old, ...metrics];
}

function readEach(holder: JsonView, owner: JsonView, problems: Problem[]): readonly CvssScore[] {
  const productIds = textsAt(field(owner, 'products'), PRODUCTS_MAX, 2_000);
  // Absent: the author of the document gives it (`source` of an item of `metrics`, CSAF 2.1); CSAF 2.0 has none.
  const by = textAt(field(owner, 'source'), 2_000);
  return ['cvss_v4', 'cvss_v3', 'cvss_v2'].flatMap((name) => {
    const score = readScore(field(holder, name), problems);
    return score === undefined ? [] : [{ ...score, productIds, ...(by === undefined ? {} : { by }) }];
  });
}

/** One CVSS object as its JSON schemas have it; CSAF and the CVE record format carry the same. */
export function readScore(view: JsonView, problems: Problem[]): Omit<CvssScore, 'productIds'> | undefined {
  const vector = textAt(field(view, 'vectorString'), 500);
  const stated = field(view, 'baseScore').value;
  if (vector === undefined && typeof stated !== 'number') return undefined;
  const version = versionOf(vector ?? '', textAt(field(view, 'version'), 10) ?? '');
  const computed = vector === undefined ? undefined : computeBaseScore(version, vector);
  const baseScore = computed ?? (typeof stated === 'number' && stated >= 0 && stated <= 10 ? stated : undefined);
  if (computed === undefined && vector !== undefined) {
    problems.push({
      code: 'cvss-vector-unreadable',
      at: `${view.at}/vectorString`,
      message: 'This CVSS vector can not be computed; the stated score is used where there is one.',
      source: 'CSAF 2.0 §6.1.8',
    });
  }
  return baseScore === undefined ? undefined : { version, vector: vector ?? '', baseScore };
}

function versionOf(vector: string, stated: string): CvssScore['version'] {
  if (vector.startsWith('CVSS:4.0') || stated === '4.0') return '4.0';
  if (vector.startsWith('CVSS:3.0') || stated === '3.0') return '3.0';
  return vector.startsWith('CVSS:3') || stated.startsWith('3') ? '3.1' : '2.0';
}

/** 0.0 to 10.0; undefined where the vector is not one, or lacks what its base score needs. */
function computeBaseScore(version: CvssScore['version'], vector: string): number | undefined {
  if (remembered.has(vector)) return remembered.get(vector);
  const score = withoutThrowing(() => calculatorOf(version, vector).calculateScores(false));
  const base = score === undefined ? undefined : 'base' in score && typeof score.base === 'number' ? score.base : score.overall;
  const result = typeof base === 'number' && base >= 0 && base <= 10 ? base : undefined;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(vector, result);
  return result;
}

function calculatorOf(
  version: CvssScore['version'],
  vector: string,
): InstanceType<typeof calculator.Cvss2 | typeof calculator.Cvss3P0 | typeof calculator.Cvss3P1 | typeof calculator.Cvss4P0> {
  switch (version) {
    case '2.0':
      return new calculator.Cvss2(vector);
    case '3.0':
      return new calculator.Cvss3P0(vector);
    case '3.1':
      return new calculator.Cvss3P1(vector);
    case '4.0':
      return new calculator.Cvss4P0(vector);
  }
}

/** The library throws on a vector that is none. */
function withoutThrowing<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
