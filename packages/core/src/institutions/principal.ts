import type { ContactId, InstitutionId } from '../basics/ids.ts';

/**
 * Who acts. Every transaction carries one; the database's row policies read it
 * (`server/database/as-principal.ts`).
 */
export type Principal =
  | { readonly kind: 'cert'; readonly name: string; readonly roles: readonly CertRole[] }
  | { readonly kind: 'institution'; readonly name: string; readonly institutionId: InstitutionId }
  /** The holder of a link in a mail: one warning, one contact. Not known to be that contact. */
  | { readonly kind: 'link'; readonly institutionId: InstitutionId; readonly contactId: ContactId; readonly warningId: string }
  /** Forewarn itself: jobs, schedules, operators' commands. */
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'anyone' };

export const CERT_ROLES = ['analyst', 'administrator'] as const;
export type CertRole = (typeof CERT_ROLES)[number];

/** How the audit trail and the reader's history name a principal. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'cert':
    case 'institution':
    case 'system':
      return principal.name;
    case 'link':
      return `link of contact ${principal.contactId}`;
    case 'anyone':
      return 'anyone';
  }
}
