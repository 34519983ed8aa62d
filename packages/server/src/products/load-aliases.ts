import { aliasesOf, type Aliases } from '@forewarn/core/products/aliases.ts';
import { catalogueAliases } from '@forewarn/core/products/catalogue/catalogue-aliases.ts';
import type { Catalogue } from '@forewarn/core/products/catalogue/catalogue.ts';
import { containsIndexOf, type ContainsIndex } from '@forewarn/core/products/catalogue/contained-in.ts';
import { decisionKey, nameIndexOf, type Decision, type NameIndex } from '@forewarn/core/products/catalogue/name-index.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import type { Transaction } from '../database/open-database.ts';
import { listAliases, type StoredAlias } from './alias-store.ts';
import { readCatalogueState, type CatalogueState } from './catalogue-store.ts';
import { loadCatalogueRows } from './load-catalogue-rows.ts';
import { withShipped } from './load-catalogue.ts';

const loaded = new WeakMap<Transaction, Promise<Aliases>>();
/** What of the catalogue matching goes by: what ships and what people made of it. Names of lists are for a person to choose from. */
const ORIGINS = ['shipped', 'staff', 'file'];

type Curated = { readonly catalogue: Catalogue; readonly index: NameIndex; readonly contains: ContainsIndex };
/** By the state of both, and of the catalogue alone, which changes less often than the decisions. */
const kept: { version?: string; aliases?: Promise<Aliases>; catalogueVersion?: string; curated?: Promise<Curated> } = {};

/**
 * What people decided about names, and the catalogue behind it. Read once for each state of the two, whatever the number of transactions.
 * Staff only: to others the decisions are empty.
 */
export function loadAliases(trx: Transaction): Promise<Aliases> {
  const there = loaded.get(trx);
  if (there !== undefined) return there;
  const aliases = loadKept(trx);
  loaded.set(trx, aliases);
  return aliases;
}

async function loadKept(trx: Transaction): Promise<Aliases> {
  const state = await readCatalogueState(trx);
  const version = `${state.catalogue} ${state.decisions}`;
  if (kept.aliases !== undefined && kept.version === version) return kept.aliases;
  const aliases = readAliases(trx, state);
  kept.version = version;
  kept.aliases = aliases;
  aliases.catch(() => {
    if (kept.aliases === aliases) kept.aliases = undefined;
  });
  return aliases;
}

async function readAliases(trx: Transaction, state: CatalogueState): Promise<Aliases> {
  const decided = await listAliases(trx);
  const { catalogue, index, contains } = await loadCurated(trx, state);
  const rows = [...decided.filter(({ kind }) => kind !== 'not-a-product'), ...catalogueAliases(catalogue, SHIPPED_CATALOGUE)];
  return aliasesOf(rows, { names: { ...index, decisions: decisionsOf(decided) }, contains });
}

function loadCurated(trx: Transaction, { catalogue: version }: CatalogueState): Promise<Curated> {
  if (kept.curated !== undefined && kept.catalogueVersion === version) return kept.curated;
  const curated = loadCatalogueRows(trx, { origins: ORIGINS }).then((stored) => {
    const catalogue = withShipped(stored);
    return { catalogue, index: nameIndexOf(catalogue), contains: containsIndexOf(catalogue) };
  });
  kept.catalogueVersion = version;
  kept.curated = curated;
  curated.catch(() => {
    if (kept.curated === curated) kept.curated = undefined;
  });
  return curated;
}

/** Decisions about entries, by the name that they are about; later ones win. */
export function decisionsOf(aliases: readonly StoredAlias[]): ReadonlyMap<string, Decision> {
  return new Map(
    aliases.flatMap((alias): readonly (readonly [string, Decision])[] => {
      const key = decisionKey(alias.aliasSupplier, alias.aliasProduct);
      if (alias.kind === 'not-a-product') return [[key, { kind: 'not-a-product' }]];
      return alias.catalogueProductId === undefined ? [] : [[key, { kind: 'product', productId: alias.catalogueProductId }]];
    }),
  );
}
