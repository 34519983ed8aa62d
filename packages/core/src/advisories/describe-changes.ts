import type { Language } from '../institutions/institution.ts';
import type { Change, ChangeKind, RevisionComparison } from './revision-change.ts';

/** What may stand in a sentence; empty where the change has none. */
type Parts = {
  readonly vulnerability: string;
  readonly products: string;
  readonly before: string;
  readonly after: string;
  /** "nu X (was Y)", "nu X", "niet meer genoemd (was Y)". */
  readonly turned: string;
};
type Sentence = (parts: Parts) => string;

const of = (vulnerability: string, word: string) => (vulnerability === '' ? '' : ` ${word} ${vulnerability}`);

const SENTENCES: Readonly<Record<ChangeKind, Readonly<Record<Language, Sentence>>>> = {
  withdrawn: { nl: () => 'De uitgever heeft dit advies ingetrokken.', en: () => 'The publisher has withdrawn this advisory.' },
  'in-force-again': { nl: () => 'Dit advies geldt weer.', en: () => 'This advisory is in force again.' },
  'products-added': { nl: ({ products }) => `Nieuw genoemd: ${products}.`, en: ({ products }) => `Newly named: ${products}.` },
  'products-removed': { nl: ({ products }) => `Niet meer genoemd: ${products}.`, en: ({ products }) => `No longer named: ${products}.` },
  'product-version': {
    nl: ({ products, turned }) => `De versie van ${products} is ${turned}.`,
    en: ({ products, turned }) => `The version of ${products} is ${turned}.`,
  },
  'product-name': {
    nl: ({ products }) => `Een product heeft een andere naam: ${products}.`,
    en: ({ products }) => `A product has another name: ${products}.`,
  },
  'product-identifiers': {
    nl: ({ products }) => `De kenmerken (CPE, purl, typenummer) zijn veranderd van ${products}.`,
    en: ({ products }) => `The identifiers (CPE, purl, model number) have changed of ${products}.`,
  },
  'vulnerability-added': {
    nl: ({ vulnerability }) => `Nieuwe kwetsbaarheid: ${vulnerability || 'zonder nummer'}.`,
    en: ({ vulnerability }) => `New vulnerability: ${vulnerability || 'without a number'}.`,
  },
  'vulnerability-removed': {
    nl: ({ vulnerability }) => `Deze kwetsbaarheid staat er niet meer in: ${vulnerability || 'zonder nummer'}.`,
    en: ({ vulnerability }) => `This vulnerability is no longer in it: ${vulnerability || 'without a number'}.`,
  },
  'product-status': {
    nl: ({ products, vulnerability, turned }) => `${products} is${of(vulnerability, 'voor')} ${turned}.`,
    en: ({ products, vulnerability, turned }) => `${products} is${of(vulnerability, 'for')} ${turned}.`,
  },
  score: {
    nl: ({ vulnerability, before, after, turned }) =>
      before === after
        ? `De onderbouwing van de score${of(vulnerability, 'van')} is veranderd.`
        : `De score${of(vulnerability, 'van')} is ${turned}.`,
    en: ({ vulnerability, before, after, turned }) =>
      before === after
        ? `The grounds of the score${of(vulnerability, 'of')} have changed.`
        : `The score${of(vulnerability, 'of')} is ${turned}.`,
  },
  'remediation-added': {
    nl: ({ vulnerability, after }) => `Nieuwe maatregel${of(vulnerability, 'voor')}: ${after}`,
    en: ({ vulnerability, after }) => `New remedy${of(vulnerability, 'for')}: ${after}`,
  },
  'remediation-removed': {
    nl: ({ vulnerability, before }) => `Deze maatregel geldt niet meer${of(vulnerability, 'voor')}: ${before}`,
    en: ({ vulnerability, before }) => `This remedy no longer counts${of(vulnerability, 'for')}: ${before}`,
  },
  'remediation-products': {
    nl: ({ vulnerability, products, after }) =>
      `Deze maatregel${of(vulnerability, 'voor')} geldt voor andere producten (${products || 'alle'}): ${after}`,
    en: ({ vulnerability, products, after }) =>
      `This remedy${of(vulnerability, 'for')} is for other products (${products || 'all'}): ${after}`,
  },
  exploitation: {
    nl: ({ vulnerability, turned }) => `Wat de uitgever over misbruik${of(vulnerability, 'van')} zegt, is ${turned}.`,
    en: ({ vulnerability, turned }) => `What the publisher says of exploitation${of(vulnerability, 'of')} is ${turned}.`,
  },
  rating: {
    nl: ({ turned }) => `De inschatting van de uitgever is ${turned}.`,
    en: ({ turned }) => `The publisher's rating is ${turned}.`,
  },
  label: { nl: ({ turned }) => `Het TLP-label is ${turned}.`, en: ({ turned }) => `The TLP label is ${turned}.` },
  'document-status': {
    nl: ({ turned }) => `De status van het document is ${turned}.`,
    en: ({ turned }) => `The document's status is ${turned}.`,
  },
  title: { nl: ({ turned }) => `De titel is ${turned}.`, en: ({ turned }) => `The title is ${turned}.` },
  note: {
    nl: ({ vulnerability }) => `Een toelichting${of(vulnerability, 'bij')} is veranderd.`,
    en: ({ vulnerability }) => `A note${of(vulnerability, 'on')} has changed.`,
  },
  reference: { nl: () => 'De verwijzingen zijn veranderd.', en: () => 'The references have changed.' },
  threat: {
    nl: ({ vulnerability }) => `De omschrijving van het gevolg${of(vulnerability, 'van')} is veranderd.`,
    en: ({ vulnerability }) => `The description of the impact${of(vulnerability, 'of')} has changed.`,
  },
  weakness: {
    nl: ({ vulnerability, turned }) => `Het soort zwakte (CWE)${of(vulnerability, 'van')} is ${turned}.`,
    en: ({ vulnerability, turned }) => `The kind of weakness (CWE)${of(vulnerability, 'of')} is ${turned}.`,
  },
  'vulnerability-title': {
    nl: ({ vulnerability, turned }) => `De titel${of(vulnerability, 'van')} is ${turned}.`,
    en: ({ vulnerability, turned }) => `The title${of(vulnerability, 'of')} is ${turned}.`,
  },
  publisher: { nl: ({ turned }) => `De uitgever heet ${turned}.`, en: ({ turned }) => `The publisher is called ${turned}.` },
  category: { nl: ({ turned }) => `Het soort document is ${turned}.`, en: ({ turned }) => `The kind of document is ${turned}.` },
  language: { nl: ({ turned }) => `De taal is ${turned}.`, en: ({ turned }) => `The language is ${turned}.` },
  distribution: {
    nl: () => 'De regels voor het delen van dit document zijn veranderd.',
    en: () => 'The rules for sharing this document have changed.',
  },
  'revision-history': {
    nl: ({ after }) => (after === '' ? 'De versiegeschiedenis is veranderd.' : `De uitgever zegt over deze versie: ${after}`),
    en: ({ after }) => (after === '' ? 'The revision history has changed.' : `The publisher says of this version: ${after}`),
  },
  version: { nl: ({ turned }) => `Het versienummer is ${turned}.`, en: ({ turned }) => `The version number is ${turned}.` },
  'release-date': { nl: ({ turned }) => `De datum is ${turned}.`, en: ({ turned }) => `The date is ${turned}.` },
};

/** Statuses of CSAF 2.0 §3.2.3.9 in words. */
const STATUSES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  first_affected: { nl: 'als eerste versie kwetsbaar', en: 'the first version affected' },
  first_fixed: { nl: 'als eerste versie verholpen', en: 'the first version fixed' },
  fixed: { nl: 'verholpen', en: 'fixed' },
  known_affected: { nl: 'kwetsbaar', en: 'affected' },
  known_not_affected: { nl: 'niet kwetsbaar', en: 'not affected' },
  last_affected: { nl: 'als laatste versie kwetsbaar', en: 'the last version affected' },
  recommended: { nl: 'de aanbevolen versie', en: 'the recommended version' },
  under_investigation: { nl: 'in onderzoek', en: 'under investigation' },
  unknown: { nl: 'onbekend', en: 'unknown' },
};

const WORDS = {
  nl: { now: 'nu', was: 'was', gone: 'niet meer genoemd', every: 'alle versies', more: 'en nog', and: 'en' },
  en: { now: 'now', was: 'was', gone: 'no longer given', every: 'every version', more: 'and', and: 'and' },
} as const;

const UNCHANGED: Readonly<
  Record<Exclude<RevisionComparison['kind'], 'material' | 'editorial' | 'withdrawn'>, Readonly<Record<Language, string>>>
> = {
  first: { nl: 'Dit is de eerste versie die wij kregen.', en: 'This is the first version that we have.' },
  unchanged: { nl: 'Er is niets veranderd dat wij lezen.', en: 'Nothing has changed of what we read.' },
};

/** A comparison in short sentences, what matters most first. Names and texts in them are the publisher's: whoever shows them escapes them. */
export function describeChanges(comparison: RevisionComparison, language: Language): readonly string[] {
  if (comparison.kind === 'first' || comparison.kind === 'unchanged') return [UNCHANGED[comparison.kind][language]];
  return [...new Set(comparison.changes.map((change) => SENTENCES[change.what][language](partsOf(change, language))))];
}

function partsOf(change: Change, language: Language): Parts {
  const word = (text: string | undefined) => wordOf(change.what, text, language);
  return {
    vulnerability: change.vulnerability ?? '',
    products: productsOf(change, language),
    before: word(change.before) ?? '',
    after: word(change.after) ?? '',
    turned: turnedOf(word(change.before), word(change.after), change.what, language),
  };
}

function wordOf(what: ChangeKind, text: string | undefined, language: Language): string | undefined {
  if (what !== 'product-status' || text === undefined) return text;
  return text
    .split(',')
    .map((status) => STATUSES[status]?.[language] ?? status)
    .join(` ${WORDS[language].and} `);
}

function turnedOf(before: string | undefined, after: string | undefined, what: ChangeKind, language: Language): string {
  const words = WORDS[language];
  const missing = what === 'product-version' ? words.every : undefined;
  const [was, is] = [before ?? missing, after ?? missing];
  if (is === undefined) return was === undefined ? words.gone : `${words.gone} (${words.was} ${was})`;
  return was === undefined ? `${words.now} ${is}` : `${words.now} ${is} (${words.was} ${was})`;
}

function productsOf(change: Change, language: Language): string {
  const names = change.products ?? [];
  const more = (change.productCount ?? names.length) - names.length;
  const shown = names.join(', ');
  return more > 0 ? `${shown} ${WORDS[language].more} ${more}${language === 'en' ? ' more' : ''}` : shown;
}
