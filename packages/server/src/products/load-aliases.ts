import { aliasesOf, type Aliases } from '@forewarn/core/products/aliases.ts';
import { catalogueAliases } from '@forewarn/core/products/catalogue/catalogue-aliases.ts';
import { containsIndexOf } from '@forewarn/core/products/catalogue/contained-in.ts';
import { decisionKey, nameIndexOf, type Decision, type NameIndex } from '@forewarn/core/products/catalogue/name-index.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import type { Transaction } from '../database/open-database.ts';
import { listAliases, type StoredAlias } from './alias-store.ts';
import { readCatalogueState } from './catalogue-store.ts';
import { loadCatalogue } from './load-catalogue.ts';

const loaded = new WeakMap<Transaction, Promise<Aliases>>();
/** By the state of catalogue and decisions together; of the name index, which takes a second, by the catalogue alone. */
const kept: { version?: string; aliases?: Promise<Aliases>; catalogueVersion?: string; index?: NameIndex } = {};

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
  if (state === undefined) return aliasesOf([]);
  const version = `${state.catalogue} ${state.decisions}`;
  if (kept.aliases !== undefined && kept.version === version) return kept.aliases;
  const aliases = (async () => {
    const catalogue = await loadCatalogue(trx, state);
    const decided = await listAliases(trx);
    const index = kept.index !== undefined && kept.catalogueVersion === state.catalogue ? kept.index : nameIndexOf(catalogue);
    kept.index = index;
    kept.catalogueVersion = state.catalogue;
    const rows = [...decided.filter(({ kind }) => kind !== 'not-a-product'), ...catalogueAliases(catalogue, SHIPPED_CATALOGUE)];
    return aliasesOf(rows, { names: { ...index, decisions: decisionsOf(decided) }, contains: containsIndexOf(catalogue) });
  })();
  kept.version = version;
  kept.aliases = aliases;
  aliases.catch(() => {
    if (kept.aliases === aliases) kept.aliases = undefined;
  });
  return aliases;
}

/** Decisions about entries, by the name that they are about; later ones win. */
function decisionsOf(aliases: readonly StoredAlias[]): ReadonlyMap<string, Decision> {
  return new Map(
    aliases.flatMap((alias): readonly (readonly [string, Decision])[] => {
      const key = decisionKey(alias.aliasSupplier, alias.aliasProduct);
      if (alias.kind === 'not-a-product') return [[key, { kind: 'not-a-product' }]];
      return alias.catalogueProductId === undefined ? [] : [[key, { kind: 'product', productId: alias.catalogueProductId }]];
    }),
  );
}
