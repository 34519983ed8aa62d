import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { ProductKind } from '@forewarn/core/products/catalogue/catalogue.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { addProduct } from './add-product.ts';
import { findAliasesOfName, markUndone, type StoredAlias } from './alias-store.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { rememberAlias } from './remember-alias.ts';

/** A name as inventories or advisories have it, and what a person says that it means. */
export type NameDecision = {
  readonly supplier?: string;
  readonly product: string;
  readonly means:
    | { readonly kind: 'entry'; readonly catalogueProductId: string }
    | { readonly kind: 'new'; readonly supplier?: string; readonly name: string; readonly productKind: ProductKind }
    | { readonly kind: 'not-a-product' };
  readonly remark?: string;
};

/**
 * Remembers what a name means, for inventories and advisories alike: an entry of the catalogue, one that is added now, or nothing that one
 * could hold. An earlier decision about the same name is undone by it. Matching follows by job. Refusals: `input-unreadable`, `no-such`.
 */
export async function decideName(machine: Machine, principal: Principal, decision: NameDecision): Promise<StoredAlias | Refusal> {
  const now = machine.clock.now();
  const about = { aliasSupplier: foldName(decision.supplier ?? ''), aliasProduct: foldName(decision.product) };
  if (about.aliasProduct === '')
    return refuse('input-unreadable', 'A name without letters or digits names nothing.', undefined, { about: 'name-empty' });
  return asPrincipal(machine.database, principal, async (trx) => {
    const target = await targetOf();
    if ('code' in target) return target;
    for (const earlier of await findAliasesOfName(trx, about)) {
      if (earlier.kind === 'not-a-product' || earlier.catalogueProductId !== undefined)
        await markUndone(trx, earlier.id, principalName(principal), now);
    }
    return rememberAlias(trx, principal, {
      id: newId<'Alias'>(now),
      ...about,
      ...target,
      remark: decision.remark,
      decidedBy: principalName(principal),
      decidedAt: now,
    });

    async function targetOf(): Promise<Pick<StoredAlias, 'supplier' | 'product' | 'kind' | 'catalogueProductId'> | Refusal> {
      const { means } = decision;
      if (means.kind === 'not-a-product') return { supplier: '', product: '', kind: 'not-a-product' };
      const id = means.kind === 'entry' ? means.catalogueProductId : await addProduct(trx, principal, means, now);
      if (typeof id !== 'string') return id;
      const { catalogue } = await loadCatalogue(trx);
      const product = catalogue.products.find((one) => one.id === id);
      if (product === undefined) return refuse('no-such', 'There is no such product in the catalogue.');
      if (product.mergedInto !== undefined)
        return refuse('no-such', 'This product was merged into another; decide for that one.', `It is ${product.mergedInto} now.`, {
          about: 'merged',
        });
      const supplier = catalogue.suppliers.find((one) => one.id === product.supplierId);
      return { supplier: foldName(supplier?.name ?? ''), product: foldName(product.name), kind: 'other', catalogueProductId: id };
    }
  });
}
