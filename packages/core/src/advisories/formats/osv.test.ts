import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { matchAdvisory } from '../../matching/match-advisory.ts';
import { NO_ALIASES } from '../../products/aliases.ts';
import { readOsv } from './osv.ts';
import { readAdvisoryJson } from './registry.ts';

const RECORD = {
  schema_version: '1.7.3',
  id: 'GHSA-aaaa-bbbb-cccc',
  published: '2026-11-23T08:00:00Z',
  modified: '2026-11-24T08:00:00Z',
  aliases: ['CVE-2026-00001', 'PYSEC-2026-1'],
  summary: 'Path traversal in agenda',
  details: 'Anybody can read files.',
  severity: [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
    { type: 'Ubuntu', score: 'medium' },
  ],
  affected: [
    {
      package: { ecosystem: 'npm', name: '@zorg/agenda' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.2.0' }] }],
    },
  ],
  references: [{ type: 'ADVISORY', url: 'https://code.example/zorg/agenda' }],
  database_specific: { severity: 'CRITICAL', cwe_ids: ['CWE-22'] },
};
const advisoryOf = (json: unknown) => {
  const reading = readAdvisoryJson(json);
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  return reading.value;
};

test('a record is read into the normalised form, by the CVE that it is known as', () => {
  expect(readOsv(RECORD)).toMatchObject({ kind: 'read', problems: [] });
  expect(advisoryOf(RECORD)).toMatchObject({
    format: 'osv',
    formatVersion: '1.7.3',
    category: 'csaf_security_advisory',
    publisher: { name: 'GHSA', namespace: 'https://osv.dev' },
    trackingId: 'GHSA-aaaa-bbbb-cccc',
    trackingVersion: '2026-11-24T08:00:00.000Z',
    aggregateSeverity: 'CRITICAL',
    products: [{ product: '@zorg/agenda', purls: ['pkg:npm/%40zorg/agenda'], version: { text: 'vers:semver/>=1.0.0|<1.2.0' } }],
    vulnerabilities: [
      {
        cve: 'CVE-2026-00001',
        ids: [
          { system: 'GHSA', text: 'GHSA-aaaa-bbbb-cccc' },
          { system: 'PYSEC', text: 'PYSEC-2026-1' },
        ],
        cwes: ['CWE-22'],
        scores: [{ baseScore: 9.8 }],
        status: { known_affected: ['0/0'] },
      },
    ],
  });
});

test('the record of a distribution is about every flaw that it stems from', () => {
  const { aliases: _, ...record } = RECORD;
  const cvesOf = (more: object) => advisoryOf({ ...record, ...more }).vulnerabilities.map(({ cve }) => cve);
  expect(cvesOf({ upstream: ['CVE-2026-00001', 'CVE-2026-00002'], related: ['CVE-2020-00003'] })).toEqual([
    'CVE-2026-00001',
    'CVE-2026-00002',
  ]);
  expect(cvesOf({ related: ['CVE-2020-00003', 'GHSA-dddd-eeee-ffff'] })).toEqual(['CVE-2020-00003']);
  expect(cvesOf({})).toEqual([undefined]);
});

test('a record that was withdrawn is out of force and concerns nobody', () => {
  const withdrawn = advisoryOf({ ...RECORD, withdrawn: '2026-11-25T08:00:00Z' });
  expect(withdrawn).toMatchObject({ category: 'csaf_withdrawn', products: [], vulnerabilities: [{ status: {} }] });
});

test('a line with the package is concerned in the range, and not at the fix', () => {
  const certaintyOf = (version: string) => {
    const line = { key: 'regel', product: 'agenda', identifier: `pkg:npm/%40zorg/agenda@${version}`, exposure: 'unknown' as const };
    const match = matchAdvisory(advisoryOf(RECORD), [line], NO_ALIASES)[0]?.match;
    return match?.kind === 'concerned' ? match.certainty : match?.because;
  };
  expect(['1.1.9', '1.2.0', '0.9.0'].map(certaintyOf)).toEqual(['certain', 'version-not-affected', 'version-not-affected']);
});

test('whatever JSON stands in the place of a record, reading does not throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(RECORD)), fc.jsonValue(), (name, value) => {
      const { kind } = readOsv({ ...RECORD, [name]: value });
      return kind === 'read' || name === 'id';
    }),
  );
});

const records = join(sharedData, 'vuln/osv/osv.jsonl.gz');

test.skipIf(!existsSync(records))('every real record is read, but for one whose id is empty', () => {
  const all = gunzipSync(readFileSync(records))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
  const readings = all.map((json) => readAdvisoryJson(json));
  const unreadable = readings.filter(({ kind }) => kind === 'unreadable');
  expect(unreadable.map(({ problems }) => problems[0]?.code)).toEqual(['tracking-id-missing']);
  const advisories = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.value] : []));
  expect(new Set(advisories.map(({ format }) => format))).toEqual(new Set(['osv']));
  const inForce = advisories.filter(({ category }) => category !== 'csaf_withdrawn');
  expect(inForce.filter(({ vulnerabilities }) => vulnerabilities.some(({ status }) => status.known_affected === undefined))).toEqual([]);
});
