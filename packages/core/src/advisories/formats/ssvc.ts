import { readDay } from '../../basics/day.ts';
import { elements, field, isObject, path, textAt, type JsonView } from '../../basics/json-view.ts';
import { isSsvcValue, type SsvcAnswer, type SsvcPoint } from '../ssvc.ts';

const CONTAINERS_MAX = 50;
const METRICS_MAX = 200;
const OPTIONS_MAX = 50;

/** As CISA writes them in its container; capitals differ within one file. */
const POINTS: Readonly<Record<string, SsvcPoint>> = {
  exploitation: 'exploitation',
  automatable: 'automatable',
  'technical impact': 'technical-impact',
  'mission & well-being': 'mission-and-well-being',
};
/** Names of values in the version that CISA publishes by, and in the newer tables. */
const VALUES: Readonly<Record<string, string>> = { poc: 'public poc' };

/**
 * What CISA answered in its own container (`CISA ADP Vulnrichment`) of a CVE record, JSON 5.x: metrics of the type `ssvc`. Empty for any other
 * JSON. Where there are several, the one with the newest timestamp comes first.
 */
export function readSsvc(record: unknown): readonly SsvcAnswer[] {
  const root: JsonView = { value: record, at: '' };
  const cve = textAt(path(root, 'cveMetadata', 'cveId'), 40);
  return othersOf(root, 'ssvc')
    .map((content) => ({ content, at: textAt(field(content, 'timestamp'), 40) }))
    .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))
    .flatMap(({ content, at }) =>
      elements(field(content, 'options'), OPTIONS_MAX).flatMap((option) =>
        answersIn(option).map((answer) => ({
          ...answer,
          from: 'record' as const,
          by: 'CISA ADP',
          ...(at === undefined ? {} : { at }),
          ...(cve === undefined ? {} : { cve: cve.toUpperCase() }),
        })),
      ),
    );
}

/** The day since when CISA's list has it, as its container says (a metric of the type `kev`). Undefined for any other JSON. */
export function readKevDay(record: unknown): { readonly cve: string; readonly addedOn?: string } | undefined {
  const root: JsonView = { value: record, at: '' };
  const cve = textAt(path(root, 'cveMetadata', 'cveId'), 40)?.toUpperCase();
  const [kev] = othersOf(root, 'kev');
  if (cve === undefined || kev === undefined) return undefined;
  const addedOn = readDay(textAt(field(kev, 'dateAdded'), 30)?.slice(0, 10) ?? '');
  return addedOn === undefined ? { cve } : { cve, addedOn };
}

function othersOf(root: JsonView, type: string): readonly JsonView[] {
  return elements(path(root, 'containers', 'adp'), CONTAINERS_MAX)
    .flatMap((container) => elements(field(container, 'metrics'), METRICS_MAX))
    .map((metric) => field(metric, 'other'))
    .filter((other) => textAt(field(other, 'type'), 20) === type)
    .map((other) => field(other, 'content'));
}

function answersIn(option: JsonView): readonly Pick<SsvcAnswer, 'point' | 'value'>[] {
  if (!isObject(option)) return [];
  return Object.keys(option.value as object)
    .slice(0, OPTIONS_MAX)
    .flatMap((name) => {
      const key = name.toLowerCase();
      const point = Object.hasOwn(POINTS, key) ? POINTS[key] : undefined;
      const said = textAt(field(option, name), 40)?.toLowerCase();
      if (point === undefined || said === undefined) return [];
      const value = Object.hasOwn(VALUES, said) ? (VALUES[said] ?? said) : said;
      return isSsvcValue(point, value) ? [{ point, value }] : [];
    });
}
