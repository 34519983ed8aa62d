import type { MessageFacts } from '@forewarn/core/deliveries/decide-arrival.ts';
import type { ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import type { Matter } from '@forewarn/core/matters/matter.ts';
import type { VersionKind } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';
import { findProductKinds, kindKey } from '../products/product-kind-store.ts';

export type FactsOf = (reasons: readonly Pick<ConcernedReason, 'product' | 'supplier'>[]) => Omit<MessageFacts, 'urgency'>;

/**
 * What wishes may be about of a version, for each institution by its reasons. Kinds of products are looked up in the catalogue only where somebody asked
 * for some (`withKinds`). An advisory without a score makes the severity unknown.
 */
export async function loadMessageFacts(
  trx: Transaction,
  of: {
    readonly matter: Pick<Matter, 'kind'>;
    readonly kind: VersionKind;
    readonly severities: readonly (number | undefined)[];
    readonly reasons: readonly Pick<ConcernedReason, 'product' | 'supplier'>[];
    readonly withKinds: boolean;
  },
): Promise<FactsOf> {
  const known = of.severities.filter((score) => score !== undefined);
  const severity = known.length > 0 && known.length === of.severities.length ? Math.max(...known) : undefined;
  const named = of.reasons.flatMap(({ product, supplier }) => (product === undefined ? [] : [{ product, supplier }]));
  const distinct = [...new Map(named.map((one) => [kindKey(one), one])).values()];
  const kinds = of.withKinds ? await findProductKinds(trx, distinct) : new Map<string, never>();
  return (reasons) => ({
    ...(of.kind === 'withdrawal' || of.kind === 'correction' ? { takesBack: true } : {}),
    ...(severity === undefined ? {} : { severity }),
    suppliers: [...new Set(reasons.flatMap(({ supplier }) => supplier ?? []))],
    kinds: [
      ...new Set(reasons.flatMap(({ product, supplier }) => (product === undefined ? [] : [kinds.get(kindKey({ product, supplier }))]))),
    ],
    matter: of.matter.kind,
  });
}
