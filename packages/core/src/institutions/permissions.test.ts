import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { may, PERMISSION_NAMES, PERMISSIONS, permissionsOf, type Grant, type Permission } from './permissions.ts';
import { CONSENT_SCOPES, INSTITUTION_ROLES, type Principal } from './principal.ts';

const institutionId = idOf<'Institution'>('i');
const ciso: Principal = { kind: 'institution', name: 'Karin', institutionId, roles: ['ciso'] };

test('who has no role may nothing, nor who is not known', () => {
  expect(permissionsOf({ kind: 'institution', name: 'x', institutionId })).toEqual([]);
  expect(permissionsOf({ kind: 'cert', name: 'x', roles: [] })).toEqual([]);
  expect(permissionsOf({ kind: 'anyone' })).toEqual([]);
  expect(permissionsOf({ kind: 'link', institutionId, contactId: idOf<'Contact'>('c'), warningId: 'w' })).toEqual([]);
});

test('a narrow token never may more than its roles, and nothing that it does not name', () => {
  const narrow: Principal = { ...ciso, only: ['read-warnings', 'release-warnings'] };
  expect(permissionsOf(narrow)).toEqual(['read-warnings']);
});

test('a provider on behalf of an institution may what the consent is for, whatever roles it brings', () => {
  for (const scope of CONSENT_SCOPES) {
    const acting: Principal = { ...ciso, roles: [...INSTITUTION_ROLES], onBehalf: { providerId: idOf<'Provider'>('p'), scopes: [scope] } };
    for (const name of PERMISSION_NAMES) expect(may(acting, name), name).toBe((PERMISSIONS[name] as Grant).acting === scope);
  }
});

test('what a provider does on behalf is something that the institution may do itself', () => {
  for (const name of PERMISSION_NAMES) {
    const grant: Grant = PERMISSIONS[name];
    if (grant.acting !== undefined) expect(grant.institution ?? [], name).not.toEqual([]);
  }
});

test('an auditor changes nothing; a supplier and a branch see nothing of an institution', () => {
  const reads = (name: string) => /^(read-|keep-sign-in|export-audit)/.test(name);
  expect(permissionsOf({ kind: 'cert', name: 'x', roles: ['auditor'] }).filter((name) => !reads(name))).toEqual([]);
  const own = ['read-self', 'keep-sign-in'];
  expect(permissionsOf({ kind: 'supplier', name: 'x', supplier: 's', roles: ['supplier'] })).toEqual(own);
  expect(permissionsOf({ kind: 'branch', name: 'x', branchId: idOf<'Branch'>('b'), roles: ['branch'] })).toEqual([
    ...own,
    'nominate',
    'read-branch-numbers',
  ]);
});

test('a permission that is not in the table is nobody’s, names of every object included', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'fly']) expect(may(ciso, name as Permission)).toBe(false);
});
