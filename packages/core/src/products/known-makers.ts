import type { AliasKind, Catalogue, CatalogueProduct } from './catalogue/catalogue.ts';
import { SHIPPED_CATALOGUE } from './catalogue/shipped-catalogue.ts';
import { foldName } from './fold-name.ts';
import { kindOfWord, wordsOf } from './product-words.ts';

export type KnownProduct = {
  readonly maker: string;
  readonly names: readonly string[];
  /** Nobody else's product is called so: the name tells the maker, also where a reseller is written down as the supplier. */
  readonly unmistakable?: true;
};

/** Names that are as good as the first when matching. What people merely say may be meant of something else. */
const KNOWN_KINDS: ReadonlySet<AliasKind> = new Set([
  'former-name',
  'taken-over',
  'owner',
  'abbreviation',
  'spelling',
  'brand',
  'cpe-title',
]);

const SUPPLIERS: ReadonlyMap<string, string> = new Map(SHIPPED_CATALOGUE.suppliers.map(({ id, name }) => [id, foldName(name)]));

/**
 * Makers that are written in several ways: former names, parents after a takeover, abbreviations. The first is the name that the others
 * stand for; all folded (`foldName`). From the shipped catalogue, without what is invented there; what a person decides is kept in the
 * database (`aliases.ts`) and adds to this.
 */
export const KNOWN_MAKERS: readonly (readonly string[])[] = knownMakers(SHIPPED_CATALOGUE);

/**
 * Products that people call otherwise than their maker does in advisories; folded. With the maker, so that a common word does not become
 * a product of everybody.
 */
export const KNOWN_PRODUCTS: readonly KnownProduct[] = SHIPPED_CATALOGUE.products
  .filter(({ isFictional }) => isFictional !== true)
  .flatMap(knownProduct);

function knownMakers({ suppliers }: Catalogue): readonly (readonly string[])[] {
  return suppliers
    .filter(({ isFictional }) => isFictional !== true)
    .map(({ name, aliases }) => [
      ...new Set(
        [name, ...aliases.filter(({ kind }) => KNOWN_KINDS.has(kind) || kind === 'misspelling').map(({ text }) => text)].map(foldName),
      ),
    ])
    .filter((names) => names.length > 1);
}

function knownProduct({ name, supplierId, aliases, isUnmistakable }: CatalogueProduct): readonly KnownProduct[] {
  const supplier = SUPPLIERS.get(supplierId ?? '');
  if (supplier === undefined) return [];
  const texts = [name, ...aliases.filter((alias) => KNOWN_KINDS.has(alias.kind) && alias.supplierId === undefined).map(({ text }) => text)];
  const names = new Set(texts.map(foldName));
  for (const folded of names) {
    // "AFAS Profit" of AFAS is also "Profit"; "Meridiaan EPD" is not also "EPD", as any is.
    const bare = folded.startsWith(`${supplier} `) ? folded.slice(supplier.length + 1) : '';
    if (wordsOf(bare).some((word) => kindOfWord(word) === 'own')) names.add(bare);
  }
  return names.size < 2 ? [] : [{ maker: supplier, names: [...names], ...(isUnmistakable === true ? { unmistakable: true } : {}) }];
}
