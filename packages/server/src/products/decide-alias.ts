import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import type { StoredAlias } from './alias-store.ts';
import { rememberAlias } from './remember-alias.ts';

/** What a person says to be one: the name as somebody writes it, and the name that it stands for. Without products: the suppliers. */
export type AliasDecision = {
  readonly aliasSupplier?: string;
  readonly aliasProduct?: string;
  readonly supplier?: string;
  readonly product?: string;
  readonly kind: string;
  readonly remark?: string;
};

/**
 * Remembers that one name stands for another, for inventories and advisories alike; keys and matches of what bears either name follow by
 * job. Refusals: `input-unreadable` where a side names nothing or both are one; `already-decided`.
 */
export async function decideAlias(machine: Machine, principal: Principal, decision: AliasDecision): Promise<StoredAlias | Refusal> {
  const now = machine.clock.now();
  const alias: StoredAlias = {
    id: newId<'Alias'>(now),
    aliasSupplier: foldName(decision.aliasSupplier ?? ''),
    aliasProduct: foldName(decision.aliasProduct ?? ''),
    supplier: foldName(decision.supplier ?? ''),
    product: foldName(decision.product ?? ''),
    kind: decision.kind,
    remark: decision.remark,
    decidedBy: principalName(principal),
    decidedAt: now,
  };
  const trouble = troubleWith(alias);
  if (trouble !== undefined) return refuse('input-unreadable', trouble.message, undefined, { about: trouble.about });
  return asPrincipal(machine.database, principal, (trx) => rememberAlias(trx, principal, alias));
}

function troubleWith(alias: StoredAlias): { readonly about: string; readonly message: string } | undefined {
  if ((alias.aliasProduct === '') !== (alias.product === ''))
    return {
      about: 'alias-products',
      message: 'A product stands for a product, and a supplier for a supplier: fill in both products, or neither.',
    };
  if (alias.product === '' && (alias.aliasSupplier === '' || alias.supplier === ''))
    return { about: 'alias-suppliers', message: 'An alias of a supplier needs both suppliers.' };
  if (alias.aliasProduct === alias.product && alias.aliasSupplier === alias.supplier)
    return { about: 'alias-same', message: 'Both sides are the same name already: case, accents and signs do not count.' };
  return undefined;
}
