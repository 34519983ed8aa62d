import { expect, test } from 'vitest';
import { readSignInProviders } from './sign-in-providers.ts';

const right = {
  id: 'rietmark',
  name: 'GGZ Rietmark',
  issuer: 'https://login.rietmark.example/',
  clientId: 'forewarn',
  clientSecretFile: '/etc/forewarn/rietmark',
  for: { kind: 'institution', institutionId: '01930000-0000-7000-8000-000000000001' },
  domains: ['rietmark.example'],
  roles: ['it', 'read-only'],
  rules: [{ claim: 'groups', is: { kind: 'exact', value: 'beheer' }, roles: ['it'] }],
};

test('a sign-in service is read, signs with RS256 unless said, and is outside', () => {
  const { providers, problems } = readSignInProviders({ providers: [right] });
  expect(problems).toEqual([]);
  expect(providers).toMatchObject([{ ...right, algorithm: 'RS256', allowPrivate: false }]);
});

test.each<[string, unknown, string]>([
  ['no list', {}, '/providers'],
  ['nothing', null, '/providers'],
  ['one twice', { providers: [right, right] }, '/providers'],
  ['an issuer without TLS', { providers: [{ ...right, issuer: 'http://login.rietmark.example' }] }, '/providers/0/issuer'],
  ['an issuer with a password', { providers: [{ ...right, issuer: 'https://a:b@login.rietmark.example' }] }, '/providers/0/issuer'],
  ['an id that leads elsewhere', { providers: [{ ...right, id: '../x' }] }, '/providers/0/id'],
  ['a secret in the list itself', { providers: [{ ...right, clientSecret: 'x' }] }, '/providers/0/clientSecret'],
  [
    'roles of the CERT for people of an institution',
    { providers: [{ ...right, roles: ['administrator'], rules: [] }] },
    '/providers/0/roles',
  ],
  ['a rule that gives more than may be given', { providers: [{ ...right, roles: ['read-only'] }] }, '/providers/0/rules/0/roles'],
  [
    'a rule that fits everybody',
    { providers: [{ ...right, rules: [{ claim: 'x', is: { kind: 'prefix', value: '' }, roles: [] }] }] },
    '/providers/0/rules/0',
  ],
  ['a key that everybody has', { providers: [{ ...right, algorithm: 'HS256' }] }, '/providers/0/algorithm'],
  ['no key at all', { providers: [{ ...right, algorithm: 'none' }] }, '/providers/0/algorithm'],
  ['people of nobody', { providers: [{ ...right, for: { kind: 'institution' } }] }, '/providers/0/for/institutionId'],
])('%s is told where it stands, and then none counts', (_name, input, at) => {
  const { providers, problems } = readSignInProviders(input);
  expect(problems.map((problem) => problem.at)).toContain(at);
  expect(providers).toEqual([]);
});
