import type { Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { ProductKind, Supplier } from '@forewarn/core/products/catalogue/catalogue.ts';
import { supplierWords } from '@forewarn/core/products/catalogue/name-index.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { newId } from '../database/new-id.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { writeCatalogue } from './write-catalogue.ts';

export type NewProduct = { readonly supplier?: string; readonly name: string; readonly productKind: ProductKind };

/**
 * Adds a product to the catalogue, with its supplier where that is not there under any of its names. Gives back the id. Refusal:
 * `input-unreadable` where the name says nothing.
 */
export async function addProduct(trx: Transaction, principal: Principal, product: NewProduct, now: Instant): Promise<string | Refusal> {
  const name = product.name.trim();
  if (!/[\p{L}\p{N}]/u.test(name))
    return refuse('input-unreadable', 'A product needs a name with letters or digits.', undefined, { about: 'name-empty' });
  const { catalogue } = await loadCatalogue(trx);
  const supplier = supplierOf(product.supplier ?? '', catalogue.suppliers, newId<'Supplier'>(now));
  const id = newId<'CatalogueProduct'>(now);
  const entry = {
    id,
    name,
    ...(supplier === undefined ? {} : { supplierId: supplier.id }),
    kind: product.productKind,
    variants: [],
    aliases: [],
    identifiers: [],
    source: principalName(principal),
  };
  await writeCatalogue(trx, { suppliers: supplier === undefined ? [] : [supplier], products: [entry], contains: [] }, 'staff', false);
  await record(trx, { principal, at: now, action: 'catalogue-product-added', subject: { kind: 'catalogue-product', id } });
  return id;
}

function supplierOf(text: string, suppliers: readonly Supplier[], id: string): Supplier | undefined {
  const joined = supplierWords(text).join('');
  if (joined === '') return undefined;
  const known = suppliers.find(({ name, aliases }) =>
    [name, ...aliases.map((alias) => alias.text)].some((other) => supplierWords(other).join('') === joined),
  );
  return known ?? { id, name: text.trim(), aliases: [], owners: [] };
}
