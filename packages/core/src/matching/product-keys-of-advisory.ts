import type { Advisory } from '../advisories/advisory.ts';
import type { Aliases } from '../products/aliases.ts';
import { kindOfWord, wordsOf } from '../products/product-words.ts';
import { productKeysOf } from '../products/product-key.ts';
import { namedProductOfAdvisory } from './named-product-of-advisory.ts';

/** More keys than this are cut: the widest real document names 2,900 different products. */
export const ADVISORY_KEYS_MAX = 20_000;

/**
 * The keys under which an advisory's products are found (`products/product-key.ts`), each product once however many versions it has, in
 * the order of the document. Its makers stand among them as if somebody held a line with nothing but the maker, and so do the words of
 * its title and its families: a line may name no more than those.
 */
export function productKeysOfAdvisory(advisory: Advisory, aliases: Aliases): readonly string[] {
  const keys = new Set<string>();
  const seen = new Set<string>();
  for (const product of advisory.products) {
    const named = namedProductOfAdvisory(product, advisory.publisher);
    const once = JSON.stringify([named.supplier, named.names, named.identifiers.map(withoutVersion)]);
    if (seen.has(once)) continue;
    seen.add(once);
    for (const key of productKeysOf(named, aliases)) keys.add(key);
    if (named.supplier !== undefined && !seen.has(named.supplier)) {
      seen.add(named.supplier);
      for (const key of productKeysOf({ supplier: named.supplier, names: [], identifiers: [] }, aliases)) keys.add(key);
    }
    if (keys.size > ADVISORY_KEYS_MAX) break;
  }
  for (const word of contextWords(advisory)) if (kindOfWord(word) === 'own') keys.add(`word:${word}`);
  return [...keys].slice(0, ADVISORY_KEYS_MAX);
}

/** Identifiers that differ in their version alone give the same keys. */
function withoutVersion(identifier: string): string {
  return identifier.startsWith('pkg:') ? identifier.replace(/[@?#].*$/, '') : identifier.split(':').slice(0, 5).join(':');
}

/** Words of the title and of the families of products: what a line may name where it does not say which product. */
export function contextWords(advisory: Advisory): ReadonlySet<string> {
  const families = new Set(advisory.products.slice(0, 5_000).flatMap((product) => (product.family === undefined ? [] : [product.family])));
  return new Set(
    [...wordsOf(advisory.title, 40), ...[...families].slice(0, 200).flatMap((family) => wordsOf(family))].filter(
      (word) => !SECURITY.has(word),
    ),
  );
}

/** Words of titles that are about the flaw and not about the product. */
const SECURITY: ReadonlySet<string> = new Set(
  (
    'vulnerability vulnerabilitie multiple denial service attack remote local code execution privilege escalation buffer overflow out bound bounds read write heap stack ' +
    'memory leak injection command sql cross scripting xss csrf authentication authorization bypass improper missing information disclosure credential file path traversal ' +
    'update critical important moderate low high risk issue flaw fix affecting impact advisory bulletin kwetsbaarheid kwetsbaarheden verholpen lek lekken ernstige meerdere ' +
    'user request forgery server side arbitrary default hard coded weak password key certificate validation access control packet parsing processing handling malformed null pointer ' +
    'use after free race condition unauthenticated authenticated attacker via could allow not does integrate product version before prior later external unspecified ssa siemens security response'
  ).split(' '),
);
