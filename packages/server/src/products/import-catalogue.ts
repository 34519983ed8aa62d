import type { Catalogue, CatalogueProduct, Identifier } from '@forewarn/core/products/catalogue/catalogue.ts';
import { catalogueOfNames, type VendorProduct } from '@forewarn/core/products/catalogue/catalogue-of-names.ts';
import { supplierWords, type NameIndex } from '@forewarn/core/products/catalogue/name-index.ts';
import { resolveName } from '@forewarn/core/products/resolve-name.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { loadCatalogue, type LoadedCatalogue } from './load-catalogue.ts';
import { seedCatalogue } from './seed-catalogue.ts';
import { writeCatalogue } from './write-catalogue.ts';

/** Lists of names that the catalogue takes: the vendor and product pairs of the CPE dictionary, KEV, names of advisories, a table. */
export const CATALOGUE_IMPORTS = ['cpe-dictionary', 'kev', 'csaf-names', 'file'] as const;
export type CatalogueImport = (typeof CATALOGUE_IMPORTS)[number];

/** `added` are new; `known` were there, or link to what was there. */
export type CatalogueImported = { readonly read: number; readonly added: number; readonly known: number };

const ROWS_AT_ONCE = 5_000;
/** A name that is as good as an entry's own is that entry; one that merely links by itself becomes an entry for a person to merge. */
const SAME_SCORE = 0.97;

/**
 * Adds names to the catalogue, each as an entry; those that are there already, under any of their names or CPE names, add nothing. A second
 * run changes nothing; one that is cut off has added what it had. Rows arrive as they are read: 70,000 are a few seconds.
 */
export async function importCatalogue(
  machine: Machine,
  kind: CatalogueImport,
  rows: AsyncIterable<VendorProduct>,
  onProgress: (read: number) => void = () => {},
): Promise<CatalogueImported> {
  await seedCatalogue(machine);
  const known = await asSystem(machine.database, 'import-catalogue', async (trx) => knownOf(await loadCatalogue(trx)));
  let read = 0;
  let added = 0;
  let batch: VendorProduct[] = [];
  const flush = async () => {
    added += await write(machine, kind, batch, known);
    batch = [];
    onProgress(read);
  };
  for await (const row of rows) {
    read += 1;
    batch.push(row);
    if (batch.length >= ROWS_AT_ONCE) await flush();
  }
  if (batch.length > 0) await flush();
  await asSystem(machine.database, 'import-catalogue', (trx) =>
    record(trx, {
      principal: { kind: 'system', name: 'import-catalogue' },
      at: machine.clock.now(),
      action: 'catalogue-imported',
      subject: { kind: 'catalogue', id: kind },
      details: { read, added },
    }),
  );
  return { read, added, known: read - added };
}

type Known = {
  readonly ids: Set<string>;
  /** vendor:product of every CPE name. */
  readonly cpes: ReadonlySet<string>;
  /** Ids of suppliers by each of their names written as one. */
  readonly suppliers: Map<string, string>;
  readonly names: NameIndex;
};

function knownOf({ catalogue, index }: LoadedCatalogue): Known {
  const suppliers = new Map<string, string>();
  for (const { id, name, aliases } of catalogue.suppliers)
    for (const text of [name, ...aliases.map((alias) => alias.text)]) {
      const joined = supplierWords(text).join('');
      if (!suppliers.has(joined)) suppliers.set(joined, id);
    }
  return {
    ids: new Set(catalogue.products.map(({ id }) => id)),
    cpes: new Set(catalogue.products.flatMap(({ identifiers }) => identifiers.flatMap(vendorProductOf))),
    suppliers,
    names: index,
  };
}

function vendorProductOf({ scheme, value }: Identifier): readonly string[] {
  const parts = value.split(/(?<!\\):/);
  return scheme === 'cpe23' ? [`${parts[3] ?? ''}:${parts[4] ?? ''}`] : [];
}

async function write(machine: Machine, kind: CatalogueImport, rows: readonly VendorProduct[], known: Known): Promise<number> {
  const isCpe = kind === 'cpe-dictionary';
  const catalogue = isCpe
    ? ofDictionary(rows, known)
    : catalogueOfNames(
        rows.filter((row) => !isThere(row, known)),
        `${kind}:`,
        kind,
      );
  const suppliers = new Map<string, string>();
  const newSuppliers = catalogue.suppliers.filter(({ id, name }) => {
    const joined = supplierWords(name).join('');
    const there = known.suppliers.get(joined);
    suppliers.set(id, there ?? id);
    if (there === undefined) known.suppliers.set(joined, id);
    return there === undefined;
  });
  const products = catalogue.products
    .filter(({ id }) => !known.ids.has(id))
    .map((product) => ({
      ...product,
      ...(product.supplierId === undefined ? {} : { supplierId: suppliers.get(product.supplierId) ?? product.supplierId }),
    }));
  for (const { id } of products) known.ids.add(id);
  if (products.length === 0) return 0;
  return asSystem(machine.database, 'import-catalogue', (trx) =>
    writeCatalogue(trx, { suppliers: newSuppliers, products, contains: [] }, kind, false),
  );
}

function isThere({ supplier, product }: VendorProduct, known: Known): boolean {
  const [first] = resolveName({ supplier, product }, known.names);
  return first !== undefined && first.score >= SAME_SCORE;
}

/** The dictionary's names are written with signs of its own: "backup_\&_replication". */
function ofDictionary(rows: readonly VendorProduct[], known: Known): Catalogue {
  const suppliers = new Map<string, Catalogue['suppliers'][number]>();
  const products: CatalogueProduct[] = [];
  for (const { supplier: vendor, product } of rows) {
    if (vendor === '' || product === '' || known.cpes.has(`${vendor}:${product}`)) continue;
    const supplierId = `cpe:${vendor}`;
    if (!suppliers.has(supplierId)) suppliers.set(supplierId, { id: supplierId, name: inWords(vendor), aliases: [], owners: [] });
    products.push({
      id: `cpe:${vendor}/${product}`,
      name: inWords(product),
      supplierId,
      kind: 'software',
      variants: [],
      aliases: [],
      identifiers: [{ scheme: 'cpe23', value: `cpe:2.3:a:${vendor}:${product}:*:*:*:*:*:*:*:*`, checked: 'confirmed' }],
      source: 'cpe-dictionary',
    });
  }
  return { suppliers: [...suppliers.values()], products, contains: [] };
}

function inWords(text: string): string {
  return text.replaceAll('\\', '').replaceAll('_', ' ').trim();
}
