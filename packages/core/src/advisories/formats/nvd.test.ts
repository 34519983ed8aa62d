import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { readNvd } from './nvd.ts';
import { readAdvisoryJson } from './registry.ts';

const RECORD = {
  id: 'CVE-2026-00001',
  sourceIdentifier: 'psirt@meridiaan.example',
  published: '2026-11-23T08:00:00.180',
  lastModified: '2026-11-24T08:00:00.600',
  vulnStatus: 'Analyzed',
  cisaExploitAdd: '2026-11-24',
  descriptions: [
    { lang: 'en', value: 'Path traversal in Meridiaan EPD before 6.2.15 lets anybody read records.' },
    { lang: 'es', value: 'Salto de directorio en Meridiaan EPD.' },
  ],
  metrics: {
    cvssMetricV31: [
      { type: 'Secondary', cvssData: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N' } },
      { type: 'Primary', cvssData: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } },
    ],
  },
  weaknesses: [{ description: [{ lang: 'en', value: 'CWE-22' }] }, { description: [{ lang: 'en', value: 'NVD-CWE-noinfo' }] }],
  configurations: [
    {
      operator: 'AND',
      nodes: [
        {
          operator: 'OR',
          negate: false,
          cpeMatch: [{ vulnerable: true, criteria: 'cpe:2.3:o:meridiaan:kastje_firmware:*:*:*:*:*:*:*:*', versionEndExcluding: '6.2.15' }],
        },
        { operator: 'OR', negate: false, cpeMatch: [{ vulnerable: false, criteria: 'cpe:2.3:h:meridiaan:kastje:-:*:*:*:*:*:*:*' }] },
      ],
    },
  ],
  references: [{ url: 'https://meridiaan.example/2026-001' }, { url: 'https://meridiaan.example/2026-001' }],
};

test('a record is read into the normalised form, alone or as an entry of a page', () => {
  const expected = {
    kind: 'read',
    problems: [],
    value: {
      format: 'nvd',
      publisher: { name: 'NVD', namespace: 'https://nvd.nist.gov' },
      trackingId: 'CVE-2026-00001',
      trackingVersion: '2026-11-24T08:00:00.600Z',
      notes: [{ text: RECORD.descriptions[0]?.value }],
      references: [{ url: 'https://meridiaan.example/2026-001' }],
      products: [
        {
          supplier: 'meridiaan',
          product: 'kastje firmware',
          name: 'meridiaan kastje firmware (on kastje)',
          version: { text: 'vers:generic/<6.2.15' },
        },
      ],
      vulnerabilities: [
        {
          cve: 'CVE-2026-00001',
          cwes: ['CWE-22'],
          scores: [{ baseScore: 9.8 }, { baseScore: 5.3 }],
          threats: [{ category: 'exploit_status' }],
        },
      ],
    },
  };
  expect(readAdvisoryJson(RECORD)).toMatchObject(expected);
  expect(readAdvisoryJson({ cve: RECORD })).toMatchObject(expected);
});

test('a record that is not analysed yet is read as its description names the product, and says so', () => {
  const { configurations: _, ...record } = RECORD;
  expect(readNvd(record)).toMatchObject({
    problems: [{ code: 'product-missing' }],
    value: {
      products: [
        { product: 'Meridiaan EPD', version: { text: 'before 6.2.15' } },
        { supplier: 'Meridiaan', product: 'EPD' },
      ],
    },
  });
});

test('a record that was rejected is out of force and concerns nobody', () => {
  expect(readNvd({ ...RECORD, vulnStatus: 'Rejected' })).toMatchObject({
    problems: [],
    value: { category: 'csaf_withdrawn', products: [], vulnerabilities: [{ status: {} }] },
  });
});

test('a score that somebody else gave to the NVD is under the name of who gave it', () => {
  const metric = (source: string, type: string, av: string) => ({
    source,
    type,
    cvssData: { vectorString: `CVSS:3.1/AV:${av}/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H` },
  });
  const cvssMetricV31 = [
    metric('134c704f-9b21-4f2e-91b3-4a467353bcc0', 'Secondary', 'A'),
    metric('cna@vuldb.com', 'Secondary', 'L'),
    metric('nvd@nist.gov', 'Primary', 'N'),
  ];
  const reading = readNvd({ ...RECORD, metrics: { cvssMetricV31 } });
  expect(reading.kind === 'read' && reading.value.vulnerabilities[0]?.scores.map(({ by }) => by)).toEqual([
    undefined,
    'CISA',
    'cna@vuldb.com',
  ]);
});

test('whatever JSON stands in the place of a record, reading does not throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(RECORD)), fc.jsonValue(), (name, value) => {
      const { kind } = readNvd({ ...RECORD, [name]: value });
      return kind === 'read' || name === 'id';
    }),
  );
});

const folder = join(sharedData, 'vuln/nvd');

test.skipIf(!existsSync(folder))('every real record is read; where the NVD has configurations, every one of them gives a product', () => {
  const records = gunzipSync(readFileSync(join(folder, 'cves-2.0.jsonl.gz')))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly configurations?: readonly { readonly negate?: boolean }[]; readonly vulnStatus: string });
  for (const record of records) {
    const reading = readAdvisoryJson(record);
    const [format, products] = reading.kind === 'read' ? [reading.value.format, reading.value.products.length] : [undefined, 0];
    expect(format).toBe('nvd');
    if (record.configurations?.some(({ negate }) => negate !== true) === true && record.vulnStatus !== 'Rejected')
      expect(products).toBeGreaterThan(0);
  }
  expect(records.length).toBeGreaterThan(90);
});
