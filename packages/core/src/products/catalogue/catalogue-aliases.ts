import type { Alias } from '../aliases.ts';
import { foldName } from '../fold-name.ts';
import type { AliasKind, Catalogue, CatalogueAlias, CatalogueProduct, Supplier } from './catalogue.ts';

const SAID: ReadonlySet<AliasKind> = new Set(['colloquial', 'misspelling']);
const FORMER: ReadonlySet<AliasKind> = new Set(['former-name', 'taken-over']);

/**
 * The names of a catalogue to match by, as decisions about names have them (`aliases.ts`): every other name of a product under its supplier,
 * the names of what was merged into it, and other names of suppliers. Not what people merely say. Of invented entries only former names,
 * so that an exercise can show a takeover. `shipped` are left out: those are known without (`known-makers.ts`), but for names that a product
 * had at another supplier.
 */
export function catalogueAliases(catalogue: Catalogue, shipped: Catalogue): readonly Alias[] {
  const suppliers = new Map(catalogue.suppliers.map((supplier) => [supplier.id, supplier]));
  const products = new Map(catalogue.products.map((product) => [product.id, product]));
  const known = new Set([...shipped.suppliers, ...shipped.products].flatMap(({ id, aliases }) => aliases.map((alias) => keyOf(id, alias))));
  const isNew = (entry: Supplier | CatalogueProduct, alias: CatalogueAlias) =>
    entry.isFictional === true ? FORMER.has(alias.kind) : alias.supplierId !== undefined || !known.has(keyOf(entry.id, alias));
  const nameOf = (id: string | undefined) => foldName(suppliers.get(id ?? '')?.name ?? '');
  const rows: Alias[] = [];
  for (const supplier of catalogue.suppliers) {
    for (const alias of supplier.aliases) {
      if (SAID.has(alias.kind) || !isNew(supplier, alias)) continue;
      rows.push({ aliasSupplier: foldName(alias.text), aliasProduct: '', supplier: foldName(supplier.name), product: '' });
    }
  }
  for (const product of catalogue.products) {
    const is = mergedInto(product, products);
    const target = { supplier: nameOf(is.supplierId), product: foldName(is.name) };
    if (is !== product) rows.push({ aliasSupplier: nameOf(product.supplierId), aliasProduct: foldName(product.name), ...target });
    for (const alias of product.aliases) {
      if (SAID.has(alias.kind) || (is === product && !isNew(product, alias))) continue;
      rows.push({ aliasSupplier: nameOf(alias.supplierId ?? product.supplierId), aliasProduct: foldName(alias.text), ...target });
    }
  }
  return rows.filter(
    (row) => (row.aliasProduct !== '' || row.product === '') && (row.aliasSupplier !== row.supplier || row.aliasProduct !== row.product),
  );
}

function keyOf(id: string, { text, kind }: CatalogueAlias): string {
  return `${id}\u0000${kind}\u0000${text}`;
}

/** The entry that an entry is now; a circle of merges ends. */
export function mergedInto(product: CatalogueProduct, products: ReadonlyMap<string, CatalogueProduct>): CatalogueProduct {
  let is = product;
  for (let steps = 0; steps < 10 && is.mergedInto !== undefined; steps += 1)
    is = products.get(is.mergedInto) ?? { ...is, mergedInto: undefined };
  return is;
}
