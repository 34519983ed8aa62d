import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { aliasesOfCatalogue, indexCatalogue, type IndexedCatalogue } from '@forewarn/core/products/catalogue/aliases-of-catalogue.ts';
import type { CatalogueFile } from '@forewarn/core/products/catalogue/catalogue-file.ts';
import type { Transaction } from '../database/open-database.ts';
import { listAliases } from './alias-store.ts';
import { readCatalogueState, type CatalogueState } from './catalogue-store.ts';
import { loadCatalogueRows } from './load-catalogue-rows.ts';
import { withShipped } from './load-catalogue.ts';

const loaded = new WeakMap<Transaction, Promise<Aliases>>();
/** What of the catalogue matching goes by: what ships and what people made of it. Names of lists are for a person to choose from. */
const ORIGINS = ['shipped', 'staff', 'file'];

/** By the state of both, and of the catalogue alone, which changes less often than the decisions. */
const kept: { version?: string; aliases?: Promise<Aliases>; catalogueVersion?: string; curated?: Promise<IndexedCatalogue> } = {};

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
  return aliasesOfCatalogue(await loadCurated(trx, state), decided);
}

/** All that decides what names mean: for a member who matches at home (`forewarn catalogue export`). Staff only. */
export async function loadCatalogueFile(trx: Transaction): Promise<CatalogueFile> {
  const { catalogue } = await loadCurated(trx, await readCatalogueState(trx));
  return { catalogue, decided: await listAliases(trx) };
}

function loadCurated(trx: Transaction, { catalogue: version }: CatalogueState): Promise<IndexedCatalogue> {
  if (kept.curated !== undefined && kept.catalogueVersion === version) return kept.curated;
  const curated = loadCatalogueRows(trx, { origins: ORIGINS }).then((stored) => indexCatalogue(withShipped(stored)));
  kept.catalogueVersion = version;
  kept.curated = curated;
  curated.catch(() => {
    if (kept.curated === curated) kept.curated = undefined;
  });
  return curated;
}
