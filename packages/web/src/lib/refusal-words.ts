import type { Facts } from '@forewarn/core/basics/facts.ts';
import { PLAIN_CODES, type Fault, type FaultProblem } from './fault.ts';

/** What a reader is told: what happened, and what to do next. */
export type RefusalWords = { readonly what: string; readonly next: string };
/** `exact`: the server's own English sentence, where the catalogue has no words for its code: it is newer than this page. */
export type SaidFault = Partial<RefusalWords> & { readonly problems: readonly SaidProblem[]; readonly exact?: string };
export type SaidProblem = { readonly key: string; readonly at: string; readonly words?: string; readonly exact?: string };
/** How texts are looked up by their key, and moments and numbers are written. */
export type Lookup = {
  readonly textOf: (key: string) => string | undefined;
  readonly moment: (at: string) => string;
  readonly numbered: (value: number) => string;
};

/** Whether the words for why the server refused are loaded. */
export function hasRefusals({ textOf }: Lookup): boolean {
  return textOf('refused.busy') !== undefined;
}

/** What the server said of a fault, in the words of the catalogue where it has some for its code; the page has plainer ones of its own. */
export function saidFault(fault: Fault, lookup: Lookup): SaidFault {
  const { code, title, hint, problems = [] } = fault;
  const words = refusalWords(fault, lookup);
  const said = { ...words, problems: firstOf(problems).map((problem) => withoutPointer(problem, saidProblem(problem, lookup))) };
  if (words !== undefined || PLAIN_CODES.some((one) => one === code)) return said;
  return { ...said, exact: [title, hint].filter((text) => text !== undefined).join(' ') || undefined };
}
const PROBLEMS_SHOWN_MAX = 5;

/** As many as are read, and how many more there are. */
function firstOf(problems: readonly FaultProblem[]): readonly FaultProblem[] {
  const count = problems.length - PROBLEMS_SHOWN_MAX;
  if (count <= 0) return problems;
  const more = { code: 'more-problems', message: `There are ${count} problems more.`, facts: { count } };
  return [...problems.slice(0, PROBLEMS_SHOWN_MAX), more];
}

export function saidProblem(problem: FaultProblem, lookup: Lookup): SaidProblem {
  const { code, at = '', message = '', hint = '' } = problem;
  const words = problemWords(problem, lookup);
  const place = { key: `${at} ${code} ${message}`, at: placeWords(at, lookup) };
  return words === undefined ? { ...place, exact: `${message} ${hint}`.trim() } : { ...place, words };
}

/** Of a form: its fields are before the reader, and where they are in what is sent says nothing; but for what else says which field it is. */
function withoutPointer({ code }: FaultProblem, said: SaidProblem): SaidProblem {
  return code === 'schema' || said.at.includes('"') || !/[/]|^body/.test(said.at) ? said : { ...said, at: '' };
}

/** Why the server refused, in the words of the catalogue; undefined where it has none for this code. */
export function refusalWords({ code, facts = {} }: Pick<Fault, 'code' | 'facts'>, lookup: Lookup): RefusalWords | undefined {
  const key = [`refused.${code}.${facts['about'] ?? ''}`, `refused.${code}`].find((one) => lookup.textOf(`${one}.next`) !== undefined);
  if (key === undefined) return undefined;
  const said = (one: string) => filledIn(lookup.textOf(one) ?? '', facts, lookup);
  return { what: said(key), next: said(`${key}.next`) };
}

/** What is wrong with a part of what was handed in, and what to do about it; undefined where the catalogue has no words for this code. */
export function problemWords({ code, facts = {} }: Pick<FaultProblem, 'code' | 'facts'>, lookup: Lookup): string | undefined {
  const text =
    lookup.textOf(`problem.${code}.${facts['about'] ?? ''}`) ??
    lookup.textOf(`problem.${code}`) ??
    lookup.textOf(`problem.${kindOf(code)}`);
  return text === undefined ? undefined : filledIn(text, facts, lookup);
}

/** Of a test of CSAF without words of its own: mandatory, advised or informative (CSAF 2.1 §6.1 to §6.3). */
function kindOf(code: string): string {
  return /^csaf-6-[123](?=-)/.exec(code)?.[0] ?? code;
}

/** The place of a problem, which is a pointer or written as `line 12, column "versie"`, with the words for its parts in the reader's language; what stands in quotation marks is somebody's own. */
export function placeWords(at: string, { textOf }: Lookup): string {
  return at.replace(/".*?"(?=, |$)|(^|, )(line|column|sheet|cell|row)(?= )/gs, (whole, before: string | undefined, part: string) =>
    before === undefined ? whole : before + (textOf(`place.${part}`) ?? part),
  );
}

/** A sentence is left out where something that it says was not given: an answer of before may know less than the sentence. */
function filledIn(text: string, facts: Facts, lookup: Lookup): string {
  return text
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => [...sentence.matchAll(NAME)].every(([, name = '']) => (facts[name] ?? '') !== ''))
    .map((sentence) => sentence.replace(NAME, (_whole, name: string) => written(facts[name] ?? '', lookup)))
    .join(' ');
}

function written(value: string | number, { moment, numbered }: Lookup): string {
  if (typeof value === 'number') return numbered(value);
  return INSTANT.test(value) ? moment(value) : value;
}

const NAME = /\{\{(\w+)\}\}/g;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
