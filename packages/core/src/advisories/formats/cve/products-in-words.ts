import { kindOfWord } from '../../../products/product-words.ts';
import type { VersionClaim } from '../../advisory.ts';

/** A product as a description names it, with its versions where the words leave no choice. */
export type WordedProduct = { readonly name: string; readonly version?: VersionClaim };

const TEXT_MAX = 1_000;
const WORDS_MAX = 9;
/** What stands between a product and its versions: "before 2.34", "v1.7.1", "prior to version 0.1", "<= v9.5.6". */
const VERSIONS =
  /[\s,]+(?:(?:(?:in\s+)?versions?|releases?|before|prior to|through|up to(?: and including)?|<=?|firmware|v\.?)\s+)*v?\.?\d+(?:\.[\dx]+)*[\w.-]*/giu;
/** Words of names that are not written with a capital, where they stand between two that are. */
const BETWEEN: ReadonlySet<string> = new Set(['of', 'for', 'and', 'the', '&', '-', 'de']);
/** Words before a product, and words of the flaw: a name begins behind them. */
const BEFORE: ReadonlySet<string> = new Set(
  (
    'in in: on at by to from with via affects affecting exists discovered vulnerability vulnerabilities issue issues flaw bug component function file found unspecified ' +
    'cross site scripting sql injection buffer overflow directory traversal xss csrf rce denial service a an and/or class module plugin package library'
  ).split(' '),
);

/**
 * The products that a description names, for records that name none where they should ("n/a"): the words in front of the first version in
 * it, back to where the name begins. One bound ("before 2.34") is taken as it stands; of anything more nobody can say from words alone
 * which versions are meant, and then none is given. Nothing where no name stands before a version. Publisher-controlled text.
 */
export function productsInWords(text: string): readonly WordedProduct[] {
  const cut = text.slice(0, TEXT_MAX);
  for (const found of cut.matchAll(VERSIONS)) {
    const name = nameBefore(cut.slice(0, isPartOfName(found[0]) ? found.index + found[0].length : found.index));
    if (name === undefined) continue;
    const version = boundAlone(cut.slice(found.index).trim());
    return splitNames(name).map((each) => ({ name: each, ...(version === undefined ? {} : { version }) }));
  }
  return [];
}

/** A number by itself ("Windows 2000", "OPERA 5") belongs to the name: without it much more would be meant. */
function isPartOfName(versions: string): boolean {
  return /^\s+\d+$/.test(versions);
}

function nameBefore(text: string): string | undefined {
  const words = text.split(/\s+/).slice(-WORDS_MAX);
  const taken: string[] = [];
  for (const word of words.toReversed()) {
    if (isBefore(word) || /[.:;,!?]$/.test(word)) break;
    if (isNamed(word) || BETWEEN.has(word.toLowerCase())) taken.unshift(word);
    // A product that is written small stands right before its version.
    else if (taken.length === 0 && /^[a-z][\w./-]{2,}$/.test(word) && kindOfWord(word) === 'own') return word;
    else break;
  }
  while (taken.length > 0 && (BETWEEN.has((taken[0] ?? '').toLowerCase()) || /^(?:The|An?)$/.test(taken[0] ?? ''))) taken.shift();
  const name = taken.join(' ').replace(/^["“”']|["“”']$/g, '');
  return /^[^(].*\p{L}|^\p{L}.*\p{L}/u.test(name) ? name : undefined;
}

function isBefore(word: string): boolean {
  return BEFORE.has(word.toLowerCase().replace(/[()]/g, ''));
}

function isNamed(word: string): boolean {
  return /[\p{Lu}\d]/u.test(word);
}

/** "Citrix Application Delivery Controller (ADC) and Gateway" is two products of one maker, which is named once. */
function splitNames(name: string): readonly string[] {
  const [first = name, ...others] = name.split(/\s+(?:and|&)\s+/);
  const maker = first.split(' ')[0] ?? '';
  return [first, ...others.map((other) => (other.startsWith(maker) || !first.includes(' ') ? other : `${maker} ${other}`))];
}

/** The one bound that the words give; undefined where a second version stands in the same sentence. */
function boundAlone(text: string): VersionClaim | undefined {
  const sentence = /^.*?(?=[.;]\s|\.$|$)/su.exec(text)?.[0] ?? '';
  const bound =
    /^(?:versions?\s+)?(?:before|prior to|through|up to and including|up to|<=?)\s*(?:versions?\s+)?v?\.?\d[\w.+-]*(?:\s+(?:sp|sr|cu|hf|mr|ep|rc|p|patch|update|build|release)\s*\d[\w.]*)*|^v?\.?\d[\w.+-]*\s+and\s+(?:earlier|prior|before|below)\b/i.exec(
      sentence,
    )?.[0];
  if (bound === undefined || /\b\d+\.\d/.test(sentence.slice(bound.length))) return undefined;
  return { kind: 'range', text: bound.replace(/\.$/, '') };
}
