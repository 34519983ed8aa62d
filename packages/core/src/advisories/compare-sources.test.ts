import { expect, test } from 'vitest';
import { readAdvisoryJson } from './formats/registry.ts';
import { compareSources, type SourceDocument } from './compare-sources.ts';
import { EXAMPLE_CSAF } from './example-advisory.test-support.ts';

const CVE = 'CVE-2026-00001';
const NAMES = new Set([CVE, 'GHSA-aaaa-bbbb-cccc']);
const DAY = '2026-11-25';

function document(id: string, json: object): SourceDocument {
  const reading = readAdvisoryJson(json);
  if (reading.kind === 'unreadable') throw new Error(JSON.stringify(reading.problems));
  return { id, advisory: reading.value };
}
const V = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:';
const cve = (state: string, upTo = '2.0') =>
  document('b', {
    dataType: 'CVE_RECORD',
    cveMetadata: { cveId: CVE, assignerShortName: 'meridiaan', state },
    containers: {
      cna: {
        affected: [
          {
            vendor: 'Meridiaan',
            product: 'Portaal',
            versions: [{ version: '1.0', lessThan: upTo, status: 'affected', versionType: 'semver' }],
          },
        ],
        metrics: [{ cvssV3_1: { vectorString: `${V}N` } }],
      },
      adp: [{ providerMetadata: { shortName: 'CISA-ADP' }, metrics: [{ cvssV3_1: { vectorString: `${V}H` } }] }],
    },
  });
const osv = (fixed: string) =>
  document('c', {
    id: 'GHSA-aaaa-bbbb-cccc',
    modified: '2026-11-20T10:00:00Z',
    aliases: [],
    affected: [
      { package: { ecosystem: 'npm', name: 'portaal' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0' }, { fixed }] }] },
    ],
  });
const topic = (documents: readonly SourceDocument[], name: string) =>
  compareSources(documents, NAMES, DAY).find((each) => each.topic === name);

test('a score is whose it is; the highest decides and the others are shown', () => {
  expect(topic([cve('PUBLISHED')], 'score')).toMatchObject({
    agree: false,
    rule: { id: 'score-highest' },
    answers: [
      { by: 'CISA', source: 'cve', baseScore: 9.8, decides: true },
      { by: 'meridiaan', source: 'cve', baseScore: 9.1, decides: false },
    ],
  });
});

test('sources that name the same versions under other names agree; where one names fewer, both are shown and both count', () => {
  expect(topic([cve('PUBLISHED'), osv('2.0')], 'affected')).toMatchObject({ agree: true });
  const differ = topic([osv('1.5'), cve('PUBLISHED')], 'affected');
  expect(differ).toMatchObject({ agree: false, rule: { decides: 'every' } });
  expect(differ?.answers.map(({ source, decides, says }) => [source, decides, says.length])).toEqual([
    ['cve', true, 1],
    ['osv', true, 1],
  ]);
});

test('whether a number stands is said by who gave it, also where others go on about it', () => {
  expect(topic([osv('2.0'), cve('REJECTED')], 'status')).toMatchObject({
    agree: false,
    answers: [
      { source: 'cve', says: ['rejected'], decides: true },
      { source: 'osv', says: ['in-force'], decides: false },
    ],
  });
});

test('of a document with many vulnerabilities only what it says of this one counts', () => {
  const other = structuredClone(EXAMPLE_CSAF) as { vulnerabilities: { cve?: string }[] };
  for (const vulnerability of other.vulnerabilities) vulnerability.cve = 'CVE-2026-99999';
  expect(topic([document('a', other)], 'affected')).toBeUndefined();
  expect(topic([document('a', EXAMPLE_CSAF)], 'affected')?.answers).toHaveLength(1);
});

test('the order of the sources changes nothing', () => {
  const documents = [document('a', EXAMPLE_CSAF), cve('PUBLISHED'), osv('1.5')];
  const [one, other] = [documents, documents.toReversed()].map((each) => compareSources(each, NAMES, DAY));
  expect(one).toEqual(other);
  expect(one).toHaveLength(3);
});
