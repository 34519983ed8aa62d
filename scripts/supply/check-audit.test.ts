import { expect, test } from 'vitest';
import { checkAudit } from './check-audit.ts';

const printed = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    leaky: {
      via: [{ name: 'leaky', title: 'Leaks', severity: 'high', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc' }],
    },
    above: { via: ['leaky'] },
  },
});
const exception = { id: 'GHSA-aaaa-bbbb-cccc', package: 'leaky', because: 'We never call it.', until: '2027-01-01' };

test('a known weakness fails the check once, however many packages stand above it', () => {
  expect(checkAudit(printed, [], '2026-11-25').wrong).toEqual(['leaky: Leaks (high, GHSA-aaaa-bbbb-cccc).']);
});

test('a written exception holds until its day', () => {
  expect(checkAudit(printed, [exception], '2026-11-25').wrong).toEqual([]);
  expect(checkAudit(printed, [exception], '2027-01-01').wrong).toHaveLength(1);
});

test('an exception that nothing needs is to be taken out', () => {
  const nothing = JSON.stringify({ vulnerabilities: {} });
  expect(checkAudit(nothing, [exception], '2026-11-25').wrong).toEqual(['The exception for GHSA-aaaa-bbbb-cccc is needed by nothing.']);
});

test.each(['', 'not json', '{"error":{"code":"ENOTFOUND"}}', '{"message":"405 Method Not Allowed"}'])(
  'a registry that says %j was not asked, and that is said',
  (nothing) => {
    expect(checkAudit(nothing, [], '2026-11-25')).toEqual({ wrong: [], notLooked: 'the registry gave no audit' });
  },
);
