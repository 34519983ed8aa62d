import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayLinkByEmail, rolesOfClaims, type ClaimRule } from './sign-in-claims.ts';

const rule = (claim: string, kind: 'exact' | 'prefix', value: string, ...roles: string[]): ClaimRule => ({
  claim,
  is: { kind, value },
  roles,
});
const MOST = ['ciso', 'it', 'read-only'];

test.each<[string, unknown, ClaimRule, readonly string[]]>([
  ['a text that is the value', { department: 'ict' }, rule('department', 'exact', 'ict', 'it'), ['it']],
  ['a list that holds it', { groups: ['a', 'fw-ciso'] }, rule('groups', 'exact', 'fw-ciso', 'ciso', 'it'), ['ciso', 'it']],
  [
    'a value deeper down',
    { resource_access: { forewarn: { roles: ['x'] } } },
    rule('resource_access.forewarn.roles', 'exact', 'x', 'it'),
    ['it'],
  ],
  ['a name with a dot', { 'https://ziekenhuis.example/rol': 'x' }, rule('https://ziekenhuis\\.example/rol', 'exact', 'x', 'it'), ['it']],
  ['how it begins', { groups: ['zorg-ict-beheer'] }, rule('groups', 'prefix', 'zorg-ict', 'it'), ['it']],
  ['only how it begins, where the whole was asked', { groups: ['fw-ciso-oud'] }, rule('groups', 'exact', 'fw-ciso', 'ciso'), []],
  ['another case', { groups: ['FW-CISO'] }, rule('groups', 'exact', 'fw-ciso', 'ciso'), []],
  ['an empty prefix, which everything has', { groups: ['x'] }, rule('groups', 'prefix', '', 'ciso'), []],
  ['a role that this provider may not give', { groups: ['x'] }, rule('groups', 'exact', 'x', 'administrator', 'it'), ['it']],
  ['a number', { level: 3 }, rule('level', 'exact', '3', 'it'), []],
  ['a name of every object', {}, rule('constructor.name', 'exact', 'Object', 'it'), []],
  ['an object where a text was expected', { groups: { 0: 'x' } }, rule('groups', 'exact', 'x', 'it'), []],
  ['no claims at all', null, rule('groups', 'exact', 'x', 'it'), []],
])('%s', (_name, claims, of, roles) => {
  expect(rolesOfClaims(claims, [of], MOST)).toEqual(roles);
});

test('whatever a provider says, nobody gets more than it may give, and reading it never throws', () => {
  fc.assert(
    fc.property(fc.anything(), fc.array(fc.record({ claim: fc.string(), value: fc.string() })), (claims, said) => {
      const rules = said.map(({ claim, value }) => rule(claim, 'prefix', value, 'administrator', 'it'));
      expect(rolesOfClaims(claims, rules, ['it']).filter((role) => role !== 'it')).toEqual([]);
    }),
  );
});

const trusted = ['lindemark.example'];
test.each<[string, unknown, string | undefined]>([
  ['verified, of a trusted domain', { email: 'Ans@Lindemark.example', email_verified: true }, 'ans@lindemark.example'],
  ['not verified', { email: 'ans@lindemark.example', email_verified: false }, undefined],
  ['verified by a text', { email: 'ans@lindemark.example', email_verified: 'true' }, undefined],
  ['silent about verifying', { email: 'ans@lindemark.example' }, undefined],
  ['of another domain', { email: 'ans@rietmark.example', email_verified: true }, undefined],
  ['of a domain below it', { email: 'ans@x.lindemark.example', email_verified: true }, undefined],
  ['of a domain that ends like it', { email: 'ans@xlindemark.example', email_verified: true }, undefined],
  ['two addresses', { email: 'ans@rietmark.example,a@lindemark.example', email_verified: true }, undefined],
  ['two signs', { email: 'ans@rietmark.example@lindemark.example', email_verified: true }, undefined],
  ['a quoted one', { email: '"x"@lindemark.example', email_verified: true }, undefined],
  ['a list', { email: ['ans@lindemark.example'], email_verified: true }, undefined],
])('an address that is %s', (_name, claims, email) => {
  expect(mayLinkByEmail(claims, trusted)).toBe(email);
});
