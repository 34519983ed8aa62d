import { expect, test } from 'vitest';
import { hostedBy, matchByTenant } from './tenant.ts';

test.each([
  // asked, hosting of the line, tenants told beside it, answer
  ['A', 'SaaS tenant A', [], 'yes'],
  ['Tenant A', 'SaaS, tenant a', [], 'yes'],
  ['A', 'SaaS tenant B', [], 'no'],
  ['A', 'SaaS', ['A'], 'yes'], // the line does not say it, the relation does
  ['A', undefined, ['B', 'C'], 'no'],
  ['A', 'SaaS tenant B', ['A'], 'no'], // the line itself counts first
  ['A', 'SaaS', [], 'unknown'],
  ['A', undefined, [], 'unknown'],
  ['A', 'eigen server', [], 'no'], // no tenant at all
] as const)('tenant %s is hit, the line says %s, relations say %j: %s', (tenant, hosting, tenants, answer) => {
  expect(matchByTenant({ tenant }, { hosting, tenants })).toBe(answer);
});

test.each([
  ['on-prem', 'on-premises', 'yes'],
  ['on-prem', 'SaaS', 'no'],
  ['cloud', 'gehost bij leverancier', 'yes'],
  ['cloud', undefined, 'unknown'],
  ['mobiele app', 'SaaS', 'unknown'], // no way of hosting
] as const)('variant %s is hit, the line says %s: %s', (variant, hosting, answer) => {
  expect(matchByTenant({ variant }, { hosting })).toBe(answer);
});

test('who has a tenant does not run it itself', () => {
  expect(matchByTenant({ variant: 'on-prem' }, { tenants: ['A'] })).toBe('no');
  expect(matchByTenant({ variant: 'cloud' }, { tenants: ['A'] })).toBe('yes');
});

test('who runs it is read from the hosting', () => {
  expect(hostedBy('gehost door Kwartel ICT')).toBe('Kwartel ICT');
  expect(hostedBy('IT-bedrijf, bij Kwartel ICT (Utrecht)')).toBe('Kwartel ICT');
  expect(hostedBy('bij de leverancier')).toBeUndefined();
  expect(hostedBy(undefined)).toBeUndefined();
});
