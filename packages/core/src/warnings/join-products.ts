import type { Words } from './words.ts';

const PRODUCTS_MAX = 3;

/** Products in a sentence, bounded: "A", "A en B", "A, B, C en 3 andere producten". None at all is "een product uit uw lijst". */
export function joinProducts(names: readonly string[], say: Words): string {
  const named = names.slice(0, PRODUCTS_MAX);
  const others = names.length - named.length;
  const parts = others > 0 ? [...named, say('list.others', { count: others })] : named;
  const last = parts.at(-1) ?? say('list.unnamed');
  return parts.length < 2 ? last : say('list.and', { first: parts.slice(0, -1).join(', '), last });
}
