import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import { insertAlias, type StoredAlias } from './alias-store.ts';
import { renewNames } from './renew-names.ts';

/** Writes a decision about a name, with who decided it, and starts what follows from it. Refusal: `already-decided`. */
export async function rememberAlias(trx: Transaction, principal: Principal, alias: StoredAlias): Promise<StoredAlias | Refusal> {
  const made = await insertAlias(trx, alias);
  if (made === undefined) return refuse('already-decided', 'This was decided before and is in force.');
  await record(trx, {
    principal,
    at: made.decidedAt,
    action: 'alias-decided',
    subject: { kind: 'product-alias', id: made.id },
    details: { from: [made.aliasSupplier, made.aliasProduct], to: [made.supplier, made.product] },
  });
  await renewNames(trx, made);
  return made;
}
