import { expect, test } from 'vitest';
import type { Advisory } from './advisory.ts';
import { aliasesOf } from './aliases-of.ts';
import { readAdvisoryJson } from './formats/registry.ts';

function osv(more: object): Advisory {
  const reading = readAdvisoryJson({ id: 'GHSA-aaaa-bbbb-cccc', modified: '2026-11-20T10:00:00Z', affected: [], ...more });
  if (reading.kind === 'unreadable') throw new Error('unreadable');
  return reading.value;
}

test('a record gives its own name and its aliases to the CVE that it is, or to none', () => {
  expect(aliasesOf(osv({ aliases: ['CVE-2026-0001', 'PYSEC-2026-1'] }))).toEqual([
    { alias: 'GHSA-aaaa-bbbb-cccc', cve: 'CVE-2026-0001' },
    { alias: 'PYSEC-2026-1', cve: 'CVE-2026-0001' },
  ]);
  expect(aliasesOf(osv({}))).toEqual([{ alias: 'GHSA-aaaa-bbbb-cccc' }]);
});

test('a withdrawn record names nothing any more, and one about several CVEs is the name of none', () => {
  expect(aliasesOf(osv({ aliases: ['CVE-2026-0001'], withdrawn: '2026-11-21T10:00:00Z' }))).toEqual([]);
  expect(aliasesOf(osv({ upstream: ['CVE-2026-0001', 'CVE-2026-0002'] }))).toEqual([]);
});

test("a publisher's own tickets are nobody else's names; GitHub's are", () => {
  const advisory = osv({});
  const ids = ['MER-123', 'GHSA-35c4-f3rq-f9g3', 'GHSA-own'].map((text) => ({ system: 'x', text }));
  const [vulnerability] = advisory.vulnerabilities;
  if (vulnerability === undefined) throw new Error('none');
  const csaf: Advisory = { ...advisory, format: 'csaf', vulnerabilities: [{ ...vulnerability, cve: 'CVE-2026-0001', ids }] };
  expect(aliasesOf(csaf)).toEqual([{ alias: 'GHSA-35c4-f3rq-f9g3', cve: 'CVE-2026-0001' }]);
});
