import { actorKind, principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { AuditEntry } from './record.ts';

/** An entry as its row of audit_log. `origin`: from where the work was asked for, where that is known. */
export function entryRow(entry: AuditEntry, origin: string | undefined) {
  return {
    at: entry.at,
    actor_kind: actorKind(entry.principal),
    actor: principalName(entry.principal),
    acting_for: institutionOf(entry.principal) ?? null,
    origin: origin ?? (entry.principal.kind === 'system' ? entry.principal.name : null),
    action: entry.action,
    subject_kind: entry.subject.kind,
    subject: entry.subject.id,
    institution_id: entry.institutionId ?? null,
    details: entry.details ?? {},
  };
}

/** Whoever holds an institution's token, its link or its consent acts on its behalf. */
function institutionOf(principal: Principal): string | undefined {
  return 'institutionId' in principal ? principal.institutionId : undefined;
}
