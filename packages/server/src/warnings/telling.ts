import type { Subject } from '../audit/trail-store.ts';

/** What the audit trail calls the telling of one institution by one warning: told, read, proven. */
export function tellingOf(warningId: string, institutionId: string): Subject {
  return { kind: 'telling', id: `${warningId}/${institutionId}` };
}
