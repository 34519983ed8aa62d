import { decisionsOf } from '@forewarn/core/products/catalogue/aliases-of-catalogue.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import type { NameIndex } from '@forewarn/core/products/catalogue/name-index.ts';
import type { Transaction } from '../database/open-database.ts';
import { loadAliases } from './load-aliases.ts';
import { listAliases } from './alias-store.ts';
import { loadCatalogue } from './load-catalogue.ts';

/** What a person at the desk of names chooses from: the whole catalogue, imported lists too, with what was decided. For staff. */
export async function loadNames(trx: Transaction): Promise<{ readonly names: NameIndex; readonly aliases: Aliases }> {
  const { index } = await loadCatalogue(trx);
  return { names: { ...index, decisions: decisionsOf(await listAliases(trx)) }, aliases: await loadAliases(trx) };
}
