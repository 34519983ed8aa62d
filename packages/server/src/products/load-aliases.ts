import { aliasesOf, type Aliases } from '@forewarn/core/products/aliases.ts';
import type { Transaction } from '../database/open-database.ts';
import { listAliases } from './alias-store.ts';

const loaded = new WeakMap<Transaction, Promise<Aliases>>();

/** What people decided about names, once a transaction. Staff only: to others the table is empty. */
export function loadAliases(trx: Transaction): Promise<Aliases> {
  const there = loaded.get(trx);
  if (there !== undefined) return there;
  const aliases = listAliases(trx).then(aliasesOf);
  loaded.set(trx, aliases);
  return aliases;
}
