import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { readKevDay, readSsvc } from './ssvc.ts';

const record = (...contents: readonly object[]) => ({
  cveMetadata: { cveId: 'CVE-2026-00001' },
  containers: { adp: [{ title: 'CISA ADP Vulnrichment', metrics: contents.map((content) => ({ other: { type: 'ssvc', content } })) }] },
});

test("CISA's answers are read with whose they are and when", () => {
  const content = {
    timestamp: '2026-11-03T10:00:00Z',
    role: 'CISA Coordinator',
    options: [{ Exploitation: 'PoC' }, { Automatable: 'yes' }, { 'Technical Impact': 'total' }],
  };
  const whose = { from: 'record', by: 'CISA ADP', at: '2026-11-03T10:00:00Z', cve: 'CVE-2026-00001' };
  expect(readSsvc(record(content))).toEqual([
    { point: 'exploitation', value: 'public poc', ...whose },
    { point: 'automatable', value: 'yes', ...whose },
    { point: 'technical-impact', value: 'total', ...whose },
  ]);
});

test('of two answers the newest comes first', () => {
  const older = { timestamp: '2026-01-01T00:00:00Z', options: [{ Exploitation: 'none' }] };
  const newer = { timestamp: '2026-11-03T00:00:00Z', options: [{ Exploitation: 'active' }] };
  expect(readSsvc(record(older, newer)).map(({ value }) => value)).toEqual(['active', 'none']);
});

test('a question or answer that the tables do not have is left out; reading never throws', () => {
  expect(readSsvc(record({ options: [{ Exploitation: 'perhaps' }, { Weather: 'active' }, 'active', { __proto__: 'x' }] }))).toEqual([]);
  fc.assert(fc.property(fc.jsonValue(), (json) => Array.isArray(readSsvc(json)) && Array.isArray(readSsvc(record(json as object)))));
});

test("that it is on CISA's list, and since when, is read beside it", () => {
  const kev = (content: object) => ({
    cveMetadata: { cveId: 'CVE-2026-00001' },
    containers: { adp: [{ metrics: [{ other: { type: 'kev', content } }] }] },
  });
  expect(readKevDay(kev({ dateAdded: '2026-11-03' }))).toEqual({ cve: 'CVE-2026-00001', addedOn: '2026-11-03' });
  expect(readKevDay(kev({}))).toEqual({ cve: 'CVE-2026-00001' });
  expect(readKevDay(record({ options: [] }))).toBeUndefined();
  expect(readKevDay('x')).toBeUndefined();
});

const file = join(sharedData, 'vuln', 'cve-v5', 'records.jsonl.gz');
test.skipIf(!existsSync(file))('of 3,769 real records 3,757 have answers, 138 of them that it is exploited', () => {
  const answers = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => readSsvc(JSON.parse(line)));
  expect(answers.filter((each) => each.length >= 3).length).toBeGreaterThan(3_700);
  expect(answers.flat().filter(({ point, value }) => point === 'exploitation' && value === 'active')).toHaveLength(138);
});
