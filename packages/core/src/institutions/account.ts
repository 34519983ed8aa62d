import { idOf } from '../basics/ids.ts';
import type { Permission } from './permissions.ts';
import {
  BRANCH_ROLES,
  CERT_ROLES,
  INSTITUTION_ROLES,
  PROVIDER_ROLES,
  SUPPLIER_ROLES,
  type AccountId,
  type Assurance,
  type Principal,
} from './principal.ts';

/** Kinds of account; stored spelling. A service account is a program of its institution, of its provider, or, with neither, of the CERT. */
export const ACCOUNT_KINDS = ['cert', 'institution', 'provider', 'supplier', 'branch', 'service'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Somebody who signs in, or a program with tokens. */
export type Account = {
  readonly id: AccountId;
  readonly kind: AccountKind;
  readonly name: string;
  readonly roles: readonly string[];
  readonly institutionId?: string;
  readonly providerId?: string;
  readonly supplier?: string;
  readonly branchId?: string;
};

const ROLES_OF_KIND = {
  cert: CERT_ROLES,
  institution: INSTITUTION_ROLES,
  provider: PROVIDER_ROLES,
  supplier: SUPPLIER_ROLES,
  branch: BRANCH_ROLES,
} as const;

/** Whose account it is: a service account acts as its owner does. */
export function ownerKind(account: Pick<Account, 'kind' | 'institutionId' | 'providerId'>): keyof typeof ROLES_OF_KIND {
  if (account.kind !== 'service') return account.kind;
  if (account.institutionId !== undefined) return 'institution';
  return account.providerId !== undefined ? 'provider' : 'cert';
}

/** The roles that an account of this kind can have. */
export function rolesOfAccount(account: Pick<Account, 'kind' | 'institutionId' | 'providerId'>): readonly string[] {
  return ROLES_OF_KIND[ownerKind(account)];
}

/** Who acts when this account does; anyone, where it does not say whose it is. Roles that its kind does not have give nothing. */
export function principalOfAccount(account: Account, assurance: Assurance, only?: readonly Permission[]): Principal {
  const kept = <Role extends string>(known: readonly Role[]) => known.filter((role) => account.roles.includes(role));
  const known = { name: account.name, accountId: account.id, assurance, ...(only === undefined ? {} : { only }) };
  switch (ownerKind(account)) {
    case 'cert':
      return { ...known, kind: 'cert', roles: kept(CERT_ROLES) };
    case 'institution':
      if (account.institutionId === undefined) return { kind: 'anyone' };
      return { ...known, kind: 'institution', institutionId: idOf<'Institution'>(account.institutionId), roles: kept(INSTITUTION_ROLES) };
    case 'provider':
      if (account.providerId === undefined) return { kind: 'anyone' };
      return { ...known, kind: 'provider', providerId: idOf<'Provider'>(account.providerId), roles: kept(PROVIDER_ROLES) };
    case 'supplier':
      if (account.supplier === undefined) return { kind: 'anyone' };
      return { ...known, kind: 'supplier', supplier: account.supplier, roles: kept(SUPPLIER_ROLES) };
    case 'branch':
      if (account.branchId === undefined) return { kind: 'anyone' };
      return { ...known, kind: 'branch', branchId: idOf<'Branch'>(account.branchId), roles: kept(BRANCH_ROLES) };
  }
}
