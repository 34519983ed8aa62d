import type {
  Catalogue,
  CatalogueAlias,
  CatalogueProduct,
  Contains,
  Supplier,
  Variant,
} from '@forewarn/core/products/catalogue/catalogue.ts';
import type { Transaction } from '../database/open-database.ts';
import {
  selectAliases,
  selectContains,
  selectIdentifiers,
  selectProducts,
  selectSuppliers,
  selectVariants,
  type AliasRow,
  type CataloguePart,
  type ContainsRow,
  type ProductRow,
  type SupplierRow,
  type VariantRow,
} from './catalogue-rows-store.ts';

/** The catalogue as it is stored: the whole of it (70,000 products take about half a second), or a part. */
export async function loadCatalogueRows(trx: Transaction, part?: CataloguePart): Promise<Catalogue> {
  const aliases = await selectAliases(trx, part);
  const ofSupplier = Map.groupBy(aliases, (row) => row.supplier_id);
  const ofProduct = Map.groupBy(aliases, (row) => row.product_id);
  const variants = Map.groupBy(await selectVariants(trx, part), (row) => row.product_id);
  const identifiers = Map.groupBy(await selectIdentifiers(trx, part), (row) => row.product_id);
  return {
    suppliers: (await selectSuppliers(trx, part)).map((row) => ({
      ...supplierOf(row),
      aliases: ofSupplier.get(row.id)?.map(aliasOf) ?? NONE,
    })),
    products: (await selectProducts(trx, part)).map((row) => ({
      ...productOf(row),
      variants: variants.get(row.id)?.map(variantOf) ?? NONE,
      aliases: ofProduct.get(row.id)?.map(aliasOf) ?? NONE,
      identifiers: identifiers.get(row.id)?.map(({ scheme, value, checked }) => ({ scheme, value, checked })) ?? NONE,
    })),
    contains: (await selectContains(trx, part)).map(containsOf),
  };
}

function supplierOf({ id, name, owners, fictional }: SupplierRow): Omit<Supplier, 'aliases'> {
  return { id, name, owners, ...(fictional ? { isFictional: true } : {}) };
}

function productOf(row: ProductRow): Omit<CatalogueProduct, 'variants' | 'aliases' | 'identifiers'> {
  return {
    id: row.id,
    name: row.name,
    ...(row.supplier_id === null ? {} : { supplierId: row.supplier_id }),
    ...(row.category === null ? {} : { category: row.category }),
    kind: row.kind,
    ...(row.unmistakable === null ? {} : { isUnmistakable: row.unmistakable }),
    ...(row.fictional ? { isFictional: true } : {}),
    ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
    source: row.source,
  };
}

function containsOf(row: ContainsRow): Contains {
  return {
    productId: row.product_id,
    componentId: row.component_id,
    ...(row.component_versions === '' ? {} : { componentVersions: row.component_versions }),
    ...(row.product_versions === '' ? {} : { productVersions: row.product_versions }),
    certainty: row.certainty,
    source: row.source,
  };
}

/** One for all: most of 70,000 entries have no more than a name. */
const NONE: readonly never[] = [];

function aliasOf(row: AliasRow): CatalogueAlias {
  return {
    text: row.text,
    kind: row.kind,
    ...(row.at_supplier_id === null ? {} : { supplierId: row.at_supplier_id }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.valid_from === null ? {} : { validFrom: row.valid_from }),
    ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
  };
}

function variantOf({ kind, name, tenants }: VariantRow): Variant {
  return { kind, ...(name === '' ? {} : { name }), tenants };
}
