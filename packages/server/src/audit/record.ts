import { sql } from 'kysely';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';

export type AuditEntry = {
  readonly principal: Principal;
  readonly at: Instant;
  /** Verb in the past: "warning-released", "inventory-accepted". */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly institutionId?: string;
  /** By reference, never content: ids, counts, codes. */
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Writes the entry in the same transaction as the change that it tells of. Entries are never changed or removed. */
export async function record(transaction: Transaction, entry: AuditEntry): Promise<void> {
  await sql`insert into forewarn.audit_log (at, actor_kind, actor, action, subject_kind, subject, institution_id, details)
    values (${entry.at}, ${entry.principal.kind}, ${principalName(entry.principal)}, ${entry.action}, ${entry.subject.kind}, ${entry.subject.id},
      ${entry.institutionId ?? null}, ${JSON.stringify(entry.details ?? {})}::jsonb)`.execute(transaction);
}
