import { sql } from 'kysely';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Transaction } from '../database/open-database.ts';
import { tellingOf } from './telling.ts';

/**
 * When somebody of each institution first opened the warning, signed in or behind a link, as the audit trail has it; who never did is absent. Behind
 * a link it may have been a mail scanner.
 */
export async function findFirstReadings(
  trx: Transaction,
  warningId: string,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  if (institutionIds.length === 0) return new Map();
  const subjects = new Map(institutionIds.map((id) => [tellingOf(warningId, id).id, id]));
  const found = await sql<{ subject: string; read_at: Instant }>`select e.subject, min(e.at) as read_at from forewarn.audit_log e
    where e.subject_kind = 'telling' and e.subject = any(${[...subjects.keys()]}::text[]) and e.action in ('warning-read', 'answer-page-read')
    group by e.subject`.execute(trx);
  return new Map(found.rows.map((row) => [subjects.get(row.subject) ?? '', row.read_at]));
}
