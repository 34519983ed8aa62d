import { expect, test } from 'vitest';
import { readCveLog } from './cve/read-cve-log.ts';
import { readNvdPage } from './nvd/read-nvd-page.ts';
import { readModifiedIds } from './osv/read-modified-ids.ts';

const LOG = 'https://records.example/cves/deltaLog.json';
const IDS = 'https://records.example/osv/npm/modified_id.csv';
const log = (...entries: readonly object[]) =>
  readCveLog({ value: [{ fetchTime: '2026-11-20T10:00:00Z', new: entries, updated: [] }], at: '' }, LOG);

test('a record of the CVE list stands where its id says, and its newest change counts', () => {
  const found = log(
    { cveId: 'CVE-2026-0001', dateUpdated: '2026-11-19T10:00:00Z', githubLink: 'https://evil.example/x' },
    { cveId: 'CVE-2026-1234567', dateUpdated: '2026-11-20T09:00:00' },
    { cveId: 'CVE-2026-0001', dateUpdated: '2026-11-20T10:00:00Z' },
    { cveId: 'CVE-2026-0001', dateUpdated: '2026-11-18T10:00:00Z' },
  );
  expect(found?.documents).toEqual([
    { url: 'https://records.example/cves/2026/0xxx/CVE-2026-0001.json', hashUrls: [], listedAt: '2026-11-20T10:00:00.000Z' },
    { url: 'https://records.example/cves/2026/1234xxx/CVE-2026-1234567.json', hashUrls: [], listedAt: '2026-11-20T09:00:00.000Z' },
  ]);
});

test('ids that are none, and moments that nobody can keep, do no harm', () => {
  const found = log(
    { cveId: 'CVE-2026-../../../etc/passwd', dateUpdated: '2026-11-20T10:00:00Z' },
    { cveId: 'CVE-2026-0001', dateUpdated: '+275760-01-01T00:00:00Z' },
    { cveId: 7 },
    {},
  );
  expect(found?.documents).toEqual([{ url: 'https://records.example/cves/2026/0xxx/CVE-2026-0001.json', hashUrls: [] }]);
  expect(readCveLog({ value: { vulnerabilities: [] }, at: '' }, LOG)).toBeUndefined();
  expect(readCveLog({ value: { fetchTime: '2026-11-20T10:00:00Z', new: [], updated: [] }, at: '' }, LOG)?.documents).toEqual([]);
});

test('no line of OSV leads out of the folder, and lines that are cut off are counted', () => {
  const lines = [
    '2026-11-20T10:00:00.123456Z,GHSA-aaaa-bbbb-cccc',
    '2026-11-20T09:00:00Z,Debian:12/DSA-1-1',
    '2026-11-20T08:00:00Z,../secret',
    '2026-11-20T08:00:00Z,https://evil.example/x',
    '2026-11-20T08:00:00Z,',
    '+275760-01-01T00:00:00Z,GHSA-x',
    '2026-11-2',
  ];
  const found = readModifiedIds(lines.join('\r\n'), IDS, undefined);
  expect(found?.documents.map(({ url }) => url)).toEqual([
    'https://records.example/osv/npm/GHSA-aaaa-bbbb-cccc.json',
    'https://records.example/osv/npm/Debian%3A12/DSA-1-1.json',
  ]);
  expect([found?.unreadableLines, found?.newest]).toEqual([5, '2026-11-20T10:00:00.123Z']);
  expect(readModifiedIds('<html>', IDS, undefined)).toBeUndefined();
});

test('of OSV what changed before the newest that is known is left out', () => {
  const text = '2026-11-20T10:00:00Z,A-1\n2026-11-19T10:00:00Z,A-2\n2026-11-18T10:00:00Z,A-3\n';
  const since = readModifiedIds('2026-11-19T10:00:00Z,x', IDS, undefined)?.newest;
  expect(readModifiedIds(text, IDS, since)?.documents.map(({ url }) => url.slice(-8))).toEqual(['A-1.json', 'A-2.json']);
});

test('a page of the NVD that lacks records, holds something else, or is another file is a fault', () => {
  const at = { from: '', until: '', startIndex: 0 } as never;
  const page = (json: unknown) => readNvdPage(Buffer.from(JSON.stringify(json)), 'https://nvd.example/rest', at);
  const good = { format: 'NVD_CVE', totalResults: 1, vulnerabilities: [{ cve: { id: 'CVE-2026-0001' } }] };
  expect(page(good)).toMatchObject({ kind: 'page', total: 1, records: [{ url: 'https://nvd.example/rest?cveId=CVE-2026-0001' }] });
  expect(page({ ...good, vulnerabilities: [] })).toMatchObject({ kind: 'fault', fault: { code: 'page-empty' } });
  expect(page({ ...good, vulnerabilities: ['x'] })).toMatchObject({ kind: 'fault', fault: { code: 'not-a-page' } });
  expect(page({ ...good, format: 'NVD_CPE' })).toMatchObject({ kind: 'fault', fault: { code: 'not-a-page' } });
  expect(page({ ...good, vulnerabilities: [{ cve: { id: '../x' } }] })).toMatchObject({
    records: [{ url: 'https://nvd.example/rest?startIndex=0&resultsPerPage=1' }],
  });
});
