import { aliasesOf, type Alias, type Aliases } from '../aliases.ts';
import { catalogueAliases } from './catalogue-aliases.ts';
import type { Catalogue } from './catalogue.ts';
import { containsIndexOf, type ContainsIndex } from './contained-in.ts';
import { decisionKey, nameIndexOf, type Decision, type NameIndex } from './name-index.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

/** What a person decided that a name means, and the entry of the catalogue that it is about, where it is about one. */
export type DecidedName = Alias & { readonly kind: string; readonly catalogueProductId?: string };

/** A catalogue and what is made of it once, whatever is decided about names afterwards. */
export type IndexedCatalogue = { readonly catalogue: Catalogue; readonly index: NameIndex; readonly contains: ContainsIndex };

export function indexCatalogue(catalogue: Catalogue): IndexedCatalogue {
  return { catalogue, index: nameIndexOf(catalogue), contains: containsIndexOf(catalogue) };
}

/**
 * What names mean: by what people decided first, then by the catalogue. The same for the server and for a member who matches at home
 * (`catalogue-file.ts`); decisions stand in the order in which they were taken.
 */
export function aliasesOfCatalogue({ catalogue, index, contains }: IndexedCatalogue, decided: readonly DecidedName[]): Aliases {
  const rows = [...decided.filter(({ kind }) => kind !== 'not-a-product'), ...catalogueAliases(catalogue, SHIPPED_CATALOGUE)];
  return aliasesOf(rows, { names: { ...index, decisions: decisionsOf(decided) }, contains });
}

/** Decisions about entries, by the name that they are about; later ones win. */
export function decisionsOf(decided: readonly DecidedName[]): ReadonlyMap<string, Decision> {
  return new Map(
    decided.flatMap((one): readonly (readonly [string, Decision])[] => {
      const key = decisionKey(one.aliasSupplier, one.aliasProduct);
      if (one.kind === 'not-a-product') return [[key, { kind: 'not-a-product' }]];
      return one.catalogueProductId === undefined ? [] : [[key, { kind: 'product', productId: one.catalogueProductId }]];
    }),
  );
}
