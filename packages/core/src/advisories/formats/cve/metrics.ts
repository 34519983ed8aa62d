import { cleanText } from '../../../basics/clean-text.ts';
import { elements, field, path, textAt, type JsonView } from '../../../basics/json-view.ts';
import type { Problem } from '../../../basics/problem.ts';
import type { CvssScore, Threat } from '../../advisory.ts';
import { readScore } from '../csaf/scores.ts';

const METRICS_MAX = 200;
const CVSS = ['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0'];

const NAME_MAX = 100;

/**
 * CVE record format 5.1, `metrics`: the CVSS scores of every container, for the whole record; the same vector once, as the assigner's where it
 * gives it too. What another than the assigner adds is under the name of who adds it.
 */
export function readCveScores(assigner: JsonView, others: readonly JsonView[], problems: Problem[]): readonly CvssScore[] {
  const scores = [
    ...scoresIn(assigner, undefined, problems),
    ...others.flatMap((container) => scoresIn(container, nameOf(container), problems)),
  ];
  const first = new Map<string, CvssScore>();
  for (const score of scores) {
    const key = `${score.version} ${score.vector} ${score.baseScore}`;
    if (!first.has(key)) first.set(key, score);
  }
  return [...first.values()];
}

function scoresIn(container: JsonView, by: string | undefined, problems: Problem[]): readonly CvssScore[] {
  return metricsOf([container]).flatMap((metric) =>
    CVSS.flatMap((name) => {
      const score = readScore(field(metric, name), problems);
      return score === undefined ? [] : [{ ...score, productIds: [], ...(by === undefined ? {} : { by }) }];
    }),
  );
}

/** "CISA" of CISA-ADP: the program calls it by the container that it fills (providerMetadata.shortName). */
function nameOf(container: JsonView): string {
  const name = cleanText(textAt(path(container, 'providerMetadata', 'shortName'), 1_000) ?? '', NAME_MAX);
  return name.replace(/[-_ ]ADP$/i, '') || 'another than the assigner';
}

/** What CISA adds to records (`metrics.other` of types `ssvc` and `kev`): what it decided, and since when the flaw is known to be exploited. */
export function readExploitation(containers: readonly JsonView[]): readonly Threat[] {
  return metricsOf(containers).flatMap((metric) => {
    const content = path(metric, 'other', 'content');
    switch (field(field(metric, 'other'), 'type').value) {
      case 'kev':
        return threat(
          `On CISA's list of known exploited vulnerabilities since ${textAt(field(content, 'dateAdded'), 30) ?? 'an unknown day'}.`,
        );
      case 'ssvc':
        return threat(describeSsvc(content));
      default:
        return [];
    }
  });
}

/** "SSVC of CISA Coordinator, 2023-11-22: Exploitation active, Automatable yes, Technical Impact total". */
function describeSsvc(content: JsonView): string {
  const options = elements(field(content, 'options'), 20).flatMap(({ value }) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, answer]) =>
          typeof answer === 'string' ? [`${name} ${answer.toLowerCase()}`.slice(0, 100)] : [],
        )
      : [],
  );
  const day = textAt(field(content, 'timestamp'), 40)?.slice(0, 10);
  return `SSVC of ${textAt(field(content, 'role'), 100) ?? 'an unknown role'}${day === undefined ? '' : `, ${day}`}: ${options.join(', ')}`;
}

/** CSAF 2.0 §3.2.3.14: the category for what is known of exploitation. */
function threat(details: string): readonly Threat[] {
  return [{ category: 'exploit_status', details, productIds: [] }];
}

function metricsOf(containers: readonly JsonView[]): readonly JsonView[] {
  return containers.flatMap((container) => elements(field(container, 'metrics'), METRICS_MAX));
}
