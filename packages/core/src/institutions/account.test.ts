import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { principalOfAccount, type Account } from './account.ts';

const account: Account = { id: idOf<'Account'>('a'), kind: 'institution', name: 'Karin', roles: ['ciso'], institutionId: 'i' };

test('roles of another kind give nothing', () => {
  expect(principalOfAccount({ ...account, roles: ['administrator', 'it'] }, 'passkey')).toMatchObject({
    kind: 'institution',
    roles: ['it'],
  });
});

test('an account that does not say whose it is, is nobody', () => {
  for (const kind of ['institution', 'provider', 'supplier', 'branch'] as const)
    expect(principalOfAccount({ id: account.id, kind, name: 'x', roles: [kind] }, 'token')).toEqual({ kind: 'anyone' });
});

test('a service account acts as its owner does', () => {
  expect(principalOfAccount({ ...account, kind: 'service' }, 'token')).toMatchObject({ kind: 'institution', institutionId: 'i' });
  expect(principalOfAccount({ ...account, kind: 'service', institutionId: undefined, roles: ['analyst'] }, 'token')).toMatchObject({
    kind: 'cert',
    roles: ['analyst'],
  });
});
