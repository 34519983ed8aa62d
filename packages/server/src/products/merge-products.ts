import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { moveDecisions } from './alias-store.ts';
import { findProduct, markMerged } from './catalogue-store.ts';
import { loadCatalogue } from './load-catalogue.ts';

/**
 * Makes one entry of the catalogue another: its names are names of that one from now on, and its id stays findable. Nothing is removed
 * (DOMAIN §3.3 rule 1). Refusals: `no-such`; `input-unreadable` for an entry and itself.
 */
export async function mergeProducts(
  machine: Machine,
  principal: Principal,
  merge: { readonly id: string; readonly into: string },
): Promise<{ readonly id: string; readonly mergedInto: string } | Refusal> {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const [product, target] = [await findProduct(trx, merge.id), await findProduct(trx, merge.into)];
    if (product === undefined || target === undefined) return refuse('no-such', 'There is no such product in the catalogue.');
    const into = target.mergedInto ?? target.id;
    if (into === product.id) return refuse('input-unreadable', 'An entry can not be merged into itself.', undefined, { about: 'itself' });
    const { catalogue: before } = await loadCatalogue(trx);
    await markMerged(trx, product.id, into);
    const nameOf = (id: string) => {
      const entry = before.products.find((one) => one.id === id);
      const supplier = before.suppliers.find((one) => one.id === entry?.supplierId);
      return { supplier: foldName(supplier?.name ?? ''), product: foldName(entry?.name ?? '') };
    };
    await moveDecisions(trx, product.id, { id: into, ...nameOf(into) });
    await record(trx, {
      principal,
      at: now,
      action: 'catalogue-products-merged',
      subject: { kind: 'catalogue-product', id: product.id },
      details: { into },
    });
    await enqueue(trx, 'match-inventory', { names: [nameOf(product.id), nameOf(into)] }, { key: `match-inventory:merged:${product.id}` });
    return { id: product.id, mergedInto: into };
  });
}
