import type { Advisory } from '../advisories/advisory.ts';
import { cvesOf, highestScore } from '../advisories/severity.ts';
import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import { joinProducts } from './join-products.ts';
import { productInWords } from './product-in-words.ts';
import { WARNING_TEXT_LIMITS } from './read-warning-text.ts';
import { isSharedUnlessSaid, type ActionStep, type Audience, type Urgency, type WarningText, type WarningTexts } from './warning.ts';
import { words, type Words } from './words.ts';

export type Draft = {
  readonly urgency: Urgency;
  readonly tlp: TlpLabel;
  readonly sharedWithItProvider: boolean;
  readonly texts: WarningTexts;
  readonly audience: Audience;
};

/** Certainties that are told unless the analyst says otherwise. */
export const DEFAULT_AUDIENCE: Audience = { certainties: ['certain', 'likely', 'possible'], excluded: [] };

export type FromAdvisory = {
  readonly advisory: Advisory;
  readonly urgency: Urgency;
  readonly exploited: boolean;
  /** What a newer revision changed, as sentences. Given: the draft is of a later version. */
  readonly changes?: { readonly nl: readonly string[]; readonly en: readonly string[] };
};

const CVES_MAX = 20;
const NAME_CHARACTERS_MAX = 40;
/** CVSS v3.1 §5: critical from 9.0, high from 7.0. */
const CRITICAL = 9;
const HIGH = 7;
/** By when: DOMAIN §5.4 has the four levels, the hours are our choice (decision record 009). */
const WITHIN_HOURS: Readonly<Record<Urgency, number | undefined>> = {
  'act-now': 4,
  'this-week': 7 * 24,
  'at-maintenance': undefined,
  'for-information': undefined,
};

/**
 * A first text of a warning, made from an advisory, for an analyst to better or a standing rule to release. Its steps are the same for every
 * revision, so that a revision changes somebody's action only through what its supplier advises. Publisher-controlled text in it is bounded.
 */
export function draftFromAdvisory(from: FromAdvisory): Draft {
  const { advisory, urgency } = from;
  return {
    urgency,
    tlp: advisory.tlp,
    sharedWithItProvider: isSharedUnlessSaid(urgency),
    texts: { nl: draftText(from, 'nl'), en: draftText(from, 'en') },
    audience: DEFAULT_AUDIENCE,
  };
}

function draftText(from: FromAdvisory, language: Language): WarningText {
  const say = words(language);
  const { advisory, exploited, urgency } = from;
  const names = productNames(advisory);
  return {
    title: titleOf(from, names, say),
    summary: summaryOf(from, joinProducts(names, say), language),
    actions: stepsOf(urgency, say),
    ...(exploited ? { abuseCheck: say('draft.abuse') } : {}),
    technical: technicalOf(advisory, say),
    ...whatChanged(from, language, say),
  };
}

/** "FortiOS: lek wordt misbruikt", at most 80 characters: the first product, and how many more. */
function titleOf({ advisory, exploited }: FromAdvisory, names: readonly string[], say: Words): string {
  const what = say(`draft.what.${whatIsIt(exploited, highestScore(advisory))}`);
  const [first = say('list.unnamed'), ...others] = names;
  const products = others.length === 0 ? first : say('list.and', { first, last: say('list.others', { count: others.length }) });
  const title = say('draft.title', { products, what });
  return title.length <= WARNING_TEXT_LIMITS.title
    ? title
    : say('draft.title', { products: first, what }).slice(0, WARNING_TEXT_LIMITS.title);
}

function whatIsIt(exploited: boolean, score: number | undefined): 'exploited' | 'critical' | 'high' | 'other' {
  if (exploited) return 'exploited';
  if (score === undefined || score < HIGH) return 'other';
  return score >= CRITICAL ? 'critical' : 'high';
}

/** Names of what is or may be affected, in the document's order, each once; its title where it names no product. Publisher-controlled. */
export function productNames(advisory: Advisory): readonly string[] {
  const affected = new Set(
    advisory.vulnerabilities.flatMap(({ status }) => [
      ...(status.known_affected ?? []),
      ...(status.first_affected ?? []),
      ...(status.last_affected ?? []),
      ...(status.under_investigation ?? []),
    ]),
  );
  const named = advisory.products.filter(({ id }) => affected.size === 0 || affected.has(id));
  const names = new Map<string, string>();
  for (const { product, family, name } of named) {
    const clean = nameInWords(product ?? family ?? name);
    if (clean !== '' && !names.has(clean.toLowerCase())) names.set(clean.toLowerCase(), clean);
  }
  const title = cleanText(advisory.title, NAME_CHARACTERS_MAX);
  return names.size > 0 || title === '' ? [...names.values()] : [title];
}

/** "kernel-5.14.0-70.el9.x86_64 as a component of Red Hat Enterprise Linux 9" is "kernel": a title names what readers know it by. */
function nameInWords(name: string): string {
  const component = name.split(/ as a component of /i)[0] ?? name;
  return cleanText(productInWords({ product: component }) ?? component, NAME_CHARACTERS_MAX);
}

function summaryOf({ advisory, exploited }: FromAdvisory, products: string, language: Language): string {
  const say = words(language);
  const score = highestScore(advisory);
  return [
    say('draft.summary', { products }),
    ...(exploited ? [say('draft.summary-exploited')] : []),
    ...(score === undefined
      ? []
      : [say('draft.summary-score', { score: language === 'nl' ? score.toFixed(1).replace('.', ',') : score.toFixed(1) })]),
    say('draft.summary-source', {
      publisher: cleanText(advisory.publisher.name, 100),
      id: cleanText(advisory.trackingId, 100),
    }),
  ].join(' ');
}

function stepsOf(urgency: Urgency, say: Words): readonly ActionStep[] {
  const withinHours = WITHIN_HOURS[urgency];
  const inTime = withinHours === undefined ? {} : { withinHours };
  if (urgency === 'for-information') return [];
  return [
    { text: say('draft.step.check'), role: 'system-administrator', ...inTime },
    { text: say('draft.step.follow'), role: 'system-administrator', ...inTime },
    { text: say('draft.step.care') },
    { text: say('draft.step.answer') },
  ];
}

function technicalOf(advisory: Advisory, say: Words): string {
  const cves = cvesOf(advisory);
  const score = highestScore(advisory);
  const url = advisory.references.find(({ category }) => category === 'self')?.url;
  return [
    say('draft.technical.advisory', { id: cleanText(advisory.trackingId, 100), version: cleanText(advisory.trackingVersion, 40) }),
    say('draft.technical.title', { title: cleanText(advisory.title, 300) }),
    ...(cves.length === 0 ? [] : [say('draft.technical.cves', { cves: cveList(cves) })]),
    ...(score === undefined ? [] : [say('draft.technical.score', { score: score.toFixed(1) })]),
    ...(url !== undefined && /^https?:\/\/[^\s<>"']{1,300}$/i.test(url) ? [say('draft.technical.link', { url })] : []),
  ].join('\n');
}

function cveList(cves: readonly string[]): string {
  const shown = cves.slice(0, CVES_MAX).map((cve) => cleanText(cve, 30));
  return cves.length > shown.length ? `${shown.join(', ')} (+${cves.length - shown.length})` : shown.join(', ');
}

function whatChanged({ changes, advisory }: FromAdvisory, language: Language, say: Words): { readonly whatChanged?: string } {
  if (changes === undefined) return {};
  const sentences = changes[language].map((sentence) => cleanText(sentence, 500)).filter((sentence) => sentence !== '');
  const said = sentences.length > 0 ? sentences : [say('draft.changed', { version: cleanText(advisory.trackingVersion, 40) })];
  return { whatChanged: cutLines(said, WARNING_TEXT_LIMITS.whatChanged) };
}

/** Whole sentences only. */
function cutLines(lines: readonly string[], max: number): string {
  let text = '';
  for (const line of lines) {
    if (text.length + 1 + line.length > max) break;
    text = text === '' ? line : `${text}\n${line}`;
  }
  return text;
}
