import type { Principal } from '@forewarn/core/institutions/principal.ts';

/** By these the row policies know who acts: `app.NAME` in the database. What does not apply is empty. */
export type PrincipalSettings = Readonly<
  Record<
    'principal_kind' | 'institution_id' | 'contact_id' | 'warning_id' | 'assurance' | 'account_id' | 'roles' | 'provider_id' | 'branch_id',
    string
  >
>;

export function principalSettings(principal: Principal): PrincipalSettings {
  return {
    principal_kind: principal.kind,
    institution_id: 'institutionId' in principal ? principal.institutionId : '',
    contact_id: principal.kind === 'link' ? principal.contactId : '',
    warning_id: principal.kind === 'link' ? principal.warningId : '',
    assurance: 'assurance' in principal ? (principal.assurance ?? '') : '',
    account_id: 'accountId' in principal ? (principal.accountId ?? '') : '',
    // Roles hold no comma; what a forged one would say is cut off with it.
    roles: 'roles' in principal ? (principal.roles ?? []).filter((role) => !role.includes(',')).join(',') : '',
    provider_id: providerOf(principal) ?? '',
    branch_id: principal.kind === 'branch' ? principal.branchId : '',
  };
}

function providerOf(principal: Principal): string | undefined {
  if (principal.kind === 'provider') return principal.providerId;
  return principal.kind === 'institution' ? principal.onBehalf?.providerId : undefined;
}
