import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { StoredAlias } from './alias-store.ts';

/**
 * Starts what follows from a decision about a name: the product keys of lines and advisories that bear either name are made anew, and
 * those advisories are matched again (`matching/renew-named.ts`). The payload carries the names, because the alias may be undone.
 */
export async function renewNames(trx: Transaction, alias: StoredAlias): Promise<void> {
  const names = [
    { supplier: alias.aliasSupplier, product: alias.aliasProduct },
    { supplier: alias.supplier, product: alias.product },
  ];
  await enqueue(trx, 'match-inventory', { names }, { key: `match-inventory:alias:${alias.id}` });
}
