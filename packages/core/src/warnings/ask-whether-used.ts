import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import type { Scope } from '../matters/matter.ts';
import { joinProducts } from './join-products.ts';
import type { Urgency } from './warning.ts';
import { words } from './words.ts';

const NAME_CHARACTERS_MAX = 80;

/**
 * "Gebruikt u …?": what an institution is asked of which nobody can tell whether a matter concerns it. Only where there is something to act
 * on now, and a product or supplier to ask about: else undefined. Names are publisher- and analyst-controlled, bounded. Sending the question
 * comes with a later issue.
 */
export function askWhetherUsed(
  about: { readonly urgency: Urgency; readonly scope: Scope; readonly products: readonly string[] },
  language: Language,
): string | undefined {
  if (about.urgency !== 'act-now') return undefined;
  const say = words(language);
  const products = named([...about.scope.products.map(({ product }) => product), ...about.products]);
  const suppliers = named(about.scope.suppliers);
  const asked = [
    ...(products.length === 0 ? [] : [joinProducts(products, say)]),
    ...(suppliers.length === 0 ? [] : [say('ask.of-supplier', { products: joinProducts(suppliers, say) })]),
  ];
  const [first, last] = asked;
  if (first === undefined) return undefined;
  return say('ask.used', { products: last === undefined ? first : say('ask.or', { first, last }) });
}

function named(texts: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  for (const text of texts) {
    const name = cleanText(text, NAME_CHARACTERS_MAX);
    if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}
