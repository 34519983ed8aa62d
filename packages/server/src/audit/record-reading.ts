import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Machine } from '../machine.ts';
import type { Transaction } from '../database/open-database.ts';
import { record } from './record.ts';

/** Somebody saw something that is not everybody's. */
export type Reading = {
  readonly principal: Principal;
  /** "inventory-read", "institutions-searched", "audit-exported": by this ending the database knows a reading (migration 0013). */
  readonly action: `${string}-${'read' | 'searched' | 'exported'}`;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Whose it was. Absent for what is about many: the subject says which list, and who is on it is known from there. */
  readonly institutionId?: string;
  /** TLP label of what was read. */
  readonly label?: string;
  /** Own data too: that the reader has read it is itself what counts, as with a warning. */
  readonly isEvidence?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
};

/**
 * One entry for a request, in the transaction that read. Left out where nobody needs to know: an institution that reads its own CLEAR or
 * GREEN data. A search, and what leaves as a file, is told of everybody.
 */
export async function recordReading(trx: Transaction, machine: Machine, reading: Reading): Promise<void> {
  if (!isToldOf(reading)) return;
  const { principal, action, subject, institutionId, label, details } = reading;
  await record(trx, {
    principal,
    at: machine.clock.now(),
    action,
    subject,
    ...(institutionId === undefined ? {} : { institutionId }),
    details: { ...(label === undefined ? {} : { label }), ...details },
  });
}

function isToldOf({ principal, action, institutionId, label, isEvidence }: Reading): boolean {
  if (isEvidence === true || (label !== undefined && label !== 'CLEAR' && label !== 'GREEN')) return true;
  const own = 'institutionId' in principal ? principal.institutionId : undefined;
  if (own === undefined || action.endsWith('-searched') || action.endsWith('-exported')) return true;
  return institutionId !== undefined && institutionId !== own;
}
