import type { BranchId, ContactId, Id, InstitutionId } from '../basics/ids.ts';
import type { Permission } from './permissions.ts';

export type AccountId = Id<'Account'>;
export type ProviderId = Id<'Provider'>;

/** How the session was opened; a token is for programs. */
export type Assurance = 'passkey' | 'oidc' | 'email' | 'token';

/** What a person or program that Forewarn knows brings along, whoever it is. */
type Known = {
  readonly name: string;
  /** Absent for a token that belongs to no account. */
  readonly accountId?: AccountId;
  readonly assurance?: Assurance;
  /** A token may be narrower than its holder: only these. Absent: everything that the roles give. */
  readonly only?: readonly Permission[];
};

/**
 * Who acts. Every transaction carries one; the database's row policies read it
 * (`server/database/as-principal.ts`).
 */
export type Principal =
  | (Known & { readonly kind: 'cert'; readonly roles: readonly CertRole[] })
  | (Known & {
      readonly kind: 'institution';
      readonly institutionId: InstitutionId;
      /** None: may use no route. */
      readonly roles?: readonly InstitutionRole[];
      /** An IT provider that acts for this institution, and what the institution's consent is for. */
      readonly onBehalf?: { readonly providerId: ProviderId; readonly scopes: readonly ConsentScope[] };
    })
  /** An IT provider that acts for nobody yet. */
  | (Known & { readonly kind: 'provider'; readonly providerId: ProviderId; readonly roles: readonly ProviderRole[] })
  | (Known & { readonly kind: 'supplier'; readonly supplier: string; readonly roles: readonly SupplierRole[] })
  /** A branch organisation: numbers about its members, never names. */
  | (Known & { readonly kind: 'branch'; readonly branchId: BranchId; readonly roles: readonly BranchRole[] })
  /** The holder of a link in a mail: one warning, one contact. Not known to be that contact. */
  | { readonly kind: 'link'; readonly institutionId: InstitutionId; readonly contactId: ContactId; readonly warningId: string }
  /** Forewarn itself: jobs, schedules, operators' commands. */
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'anyone' };

/** Stored spelling, as all lists of roles below. The auditor reads and changes nothing. */
export const CERT_ROLES = ['analyst', 'second-officer', 'editor', 'administrator', 'auditor'] as const;
export type CertRole = (typeof CERT_ROLES)[number];

export const INSTITUTION_ROLES = ['ciso', 'it', 'medical-technology', 'privacy-officer', 'board', 'communications', 'read-only'] as const;
export type InstitutionRole = (typeof INSTITUTION_ROLES)[number];

export const PROVIDER_ROLES = ['provider'] as const;
export type ProviderRole = (typeof PROVIDER_ROLES)[number];
export const SUPPLIER_ROLES = ['supplier'] as const;
export type SupplierRole = (typeof SUPPLIER_ROLES)[number];
export const BRANCH_ROLES = ['branch'] as const;
export type BranchRole = (typeof BRANCH_ROLES)[number];

/** What an institution may let its IT provider do for it; each holds by itself. */
export const CONSENT_SCOPES = ['read', 'answer', 'inventory'] as const;
export type ConsentScope = (typeof CONSENT_SCOPES)[number];

/** How the audit trail and the reader's history name a principal. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'link':
      return `link of contact ${principal.contactId}`;
    case 'anyone':
      return 'anyone';
    default:
      return principal.name;
  }
}

/** The kind under which the audit trail shows who acted: a provider stays one, on whose behalf it may act. */
export function actorKind(principal: Principal): string {
  return principal.kind === 'institution' && principal.onBehalf !== undefined ? 'provider' : principal.kind;
}
