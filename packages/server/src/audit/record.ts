import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import { recordAll } from './record-all.ts';

export type AuditEntry = {
  readonly principal: Principal;
  readonly at: Instant;
  /** Verb in the past: "warning-released", "inventory-accepted". Readings end with -read, -searched or -exported (record-reading.ts). */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly institutionId?: string;
  /** By reference, never content: ids, counts, codes, digests. Before and after likewise. */
  readonly details?: Readonly<Record<string, unknown>>;
};

/**
 * Writes the entry in the same transaction as the change that it tells of. On whose behalf comes from the principal, from where out of
 * what is being worked (database/origin.ts). Entries are never changed or removed, and are sealed into the chain within seconds.
 */
export async function record(transaction: Transaction, entry: AuditEntry): Promise<void> {
  await recordAll(transaction, [entry]);
}
