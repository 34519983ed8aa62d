import { cleanText } from '../basics/clean-text.ts';
import { instantOf, millisecondsOf, type Instant } from '../basics/instant.ts';
import { MONTHS } from '../institutions/calendar-words.ts';
import type { Language } from '../institutions/institution.ts';
import { decidingEpss, decidingScore, type ExploitedBy, type PriorityFacts } from './priority-facts.ts';

/** Part of a sentence, with the verb first and without its subject; `joint` is how it follows on what was said before. */
export type Clause = { readonly joint: 'and' | 'but'; readonly text: string };
export type ClauseName =
  | 'withdrawn'
  | 'exploited'
  | 'ransomware'
  | 'internet'
  | 'unknown-exposure'
  | 'inside'
  | 'in-use'
  | 'nobody'
  | 'not-known'
  | 'exploit-public'
  | 'score'
  | 'epss'
  | 'ssvc'
  | 'rating'
  | 'unknown';

type Clauses = Readonly<Record<ClauseName, (facts: PriorityFacts, now: Instant) => Clause>>;

/** Publisher-controlled names are cut to this. */
const NAME_CHARACTERS_MAX = 60;

const and = (text: string): Clause => ({ joint: 'and', text });
const but = (text: string): Clause => ({ joint: 'but', text });

const NL: Clauses = {
  withdrawn: () => and('is ingetrokken door de uitgever'),
  exploited: ({ exploited }, now) => and(`wordt misbruikt volgens ${exploitedSayers(exploited, 'nl', now)}`),
  ransomware: ({ exploited }, now) =>
    and(`wordt gebruikt bij aanvallen met ransomware volgens ${exploitedSayers(exploited.filter(hasRansomware), 'nl', now)}`),
  internet: ({ reach }) => and(`is van buiten te bereiken bij ${institutions(reach.internet, 'nl')}`),
  'unknown-exposure': ({ reach }) => and(`is misschien van buiten te bereiken bij ${institutions(reach.unknownExposure, 'nl')}`),
  inside: ({ reach }) => and(`is in gebruik bij ${institutions(reach.concerned, 'nl')}, voor zover bekend niet van buiten te bereiken`),
  'in-use': ({ reach }) => and(`is in gebruik bij ${institutions(reach.concerned, 'nl')}`),
  nobody: () => but('staat in geen enkele inventaris'),
  'not-known': ({ reach }) =>
    but(`staat in geen enkele inventaris, en van ${institutions(reach.withoutInventory, 'nl')} is er geen: vraag of zij het gebruiken`),
  'exploit-public': ({ exploitPublic }) => and(`is met openbare code te misbruiken volgens ${names(exploitPublic, 'nl')}`),
  score: ({ scores }) => {
    const score = decidingScore(scores);
    return and(`heeft CVSS-score ${score?.baseScore.toFixed(1).replace('.', ',') ?? ''} volgens ${name(score?.by ?? '')}`);
  },
  epss: ({ epss }) => and(`heeft volgens EPSS ${percent(decidingEpss(epss)?.score)}% kans op misbruik binnen 30 dagen`),
  ssvc: ({ ssvc }) => and(`krijgt met SSVC ${outcomes(ssvc, 'nl')}`),
  rating: ({ rating }) =>
    and(
      `heeft kans ${LEVEL_NL[rating?.likelihood ?? 'low']} en schade ${LEVEL_NL[rating?.damage ?? 'low']} volgens ${name(rating?.by ?? '')}`,
    ),
  unknown: () => and('is nog door niemand beoordeeld'),
};

const EN: Clauses = {
  withdrawn: () => and('was withdrawn by its publisher'),
  exploited: ({ exploited }, now) => and(`is exploited according to ${exploitedSayers(exploited, 'en', now)}`),
  ransomware: ({ exploited }, now) =>
    and(`is used in attacks with ransomware according to ${exploitedSayers(exploited.filter(hasRansomware), 'en', now)}`),
  internet: ({ reach }) => and(`can be reached from outside at ${institutions(reach.internet, 'en')}`),
  'unknown-exposure': ({ reach }) => and(`can perhaps be reached from outside at ${institutions(reach.unknownExposure, 'en')}`),
  inside: ({ reach }) => and(`is in use at ${institutions(reach.concerned, 'en')}, as far as known not to be reached from outside`),
  'in-use': ({ reach }) => and(`is in use at ${institutions(reach.concerned, 'en')}`),
  nobody: () => but('is in no inventory'),
  'not-known': ({ reach }) =>
    but(`is in no inventory, and ${institutions(reach.withoutInventory, 'en')} have none: ask whether they use it`),
  'exploit-public': ({ exploitPublic }) => and(`can be exploited with public code according to ${names(exploitPublic, 'en')}`),
  score: ({ scores }) => {
    const score = decidingScore(scores);
    return and(`has CVSS score ${score?.baseScore.toFixed(1) ?? ''} according to ${name(score?.by ?? '')}`);
  },
  epss: ({ epss }) => and(`has by EPSS a chance of ${percent(decidingEpss(epss)?.score)}% of being exploited within 30 days`),
  ssvc: ({ ssvc }) => and(`gets ${outcomes(ssvc, 'en')} by SSVC`),
  rating: ({ rating }) =>
    and(`has likelihood ${rating?.likelihood ?? 'low'} and damage ${rating?.damage ?? 'low'} according to ${name(rating?.by ?? '')}`),
  unknown: () => and('was rated by nobody yet'),
};

export function priorityClauses(language: Language): Clauses {
  return language === 'nl' ? NL : EN;
}

const LEVEL_NL = { low: 'laag', medium: 'gemiddeld', high: 'hoog' } as const;
const AND: Readonly<Record<Language, string>> = { nl: 'en', en: 'and' };

/** Who keeps the lists that have a name of their own. */
const LIST_KEEPERS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  kev: { nl: 'CISA', en: 'CISA' },
  'eu-kev': { nl: 'de EU', en: 'the EU' },
};

function hasRansomware({ ransomware }: ExploitedBy): boolean {
  return ransomware === true;
}

/** "CISA (sinds 3 november) en de EU": each once, with its first day; lists first. */
export function exploitedSayers(exploited: readonly ExploitedBy[], language: Language, now: Instant): string {
  const first = new Map<string, string | undefined>();
  const sorted = exploited.toSorted((a, b) => rank(a) - rank(b) || (a.by < b.by ? -1 : Number(a.by > b.by)));
  for (const said of sorted) {
    const who = saidBy(said, language);
    const before = first.get(who);
    first.set(who, before === undefined || (said.since !== undefined && said.since < before) ? (said.since ?? before) : before);
  }
  return list(
    [...first].map(([who, since]) =>
      since === undefined ? who : `${who} (${language === 'nl' ? 'sinds' : 'since'} ${day(since, language, now)})`,
    ),
    language,
  );
}

function rank({ kind, by }: ExploitedBy): number {
  return kind === 'list' ? (by === 'kev' ? 0 : 1) : 2;
}

/** Who says it, in words: the keeper of a list, a publisher, a person. */
export function saidBy({ kind, by }: Pick<ExploitedBy, 'kind' | 'by'>, language: Language): string {
  if (kind !== 'list') return name(by);
  const keeper = Object.hasOwn(LIST_KEEPERS, by) ? LIST_KEEPERS[by] : undefined;
  return keeper?.[language] ?? (language === 'nl' ? `de lijst ${name(by)}` : `the list ${name(by)}`);
}

/** "3 november", and the year where it is another one than now. `date` as YYYY-MM-DD. */
export function day(date: string, language: Language, now: Instant): string {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) return date;
  const when = instantOf(milliseconds);
  const words = `${Number(when.slice(8, 10))} ${MONTHS[language][Number(when.slice(5, 7)) - 1]}`;
  return when.slice(0, 4) === instantOf(millisecondsOf(now)).slice(0, 4) ? words : `${words} ${when.slice(0, 4)}`;
}

function institutions(count: number, language: Language): string {
  if (language === 'nl') return count === 1 ? '1 instelling' : `${count} instellingen`;
  return count === 1 ? '1 institution' : `${count} institutions`;
}

function outcomes(ssvc: PriorityFacts['ssvc'], language: Language): string {
  const of = {
    nl: { 'cisa-coordinator': 'voor het CERT', deployer: 'voor wie het gebruikt' },
    en: { 'cisa-coordinator': 'for the CERT', deployer: 'for who uses it' },
  };
  return list(
    ssvc.flatMap((decision) => (decision.kind === 'decided' ? `"${decision.outcome}" (${of[language][decision.table]})` : [])),
    language,
  );
}

function names(all: readonly string[], language: Language): string {
  return list([...new Set(all.map(name))].toSorted(), language);
}

function name(text: string): string {
  return cleanText(text, NAME_CHARACTERS_MAX);
}

function list(parts: readonly string[], language: Language): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${AND[language]} ${parts.at(-1)}`;
}

/** Rounded down: 100% is a certainty that nobody has. */
function percent(share: number | undefined): number {
  return Math.floor((share ?? 0) * 100);
}
