import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { matchAdvisory } from '../../matching/match-advisory.ts';
import { NO_ALIASES } from '../../products/aliases.ts';
import { readCve } from './cve.ts';
import { readAdvisoryJson } from './registry.ts';

const RECORD = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: {
    cveId: 'CVE-2026-00001',
    assignerShortName: 'meridiaan',
    state: 'PUBLISHED',
    datePublished: '2026-11-23T08:00:00',
    dateUpdated: '2026-11-24T08:00:00.000Z',
  },
  containers: {
    cna: {
      title: 'Lek in Meridiaan EPD',
      descriptions: [
        { lang: 'nl', value: 'Iedereen kan dossiers lezen.' },
        { lang: 'en', value: 'Anybody can read records.' },
      ],
      affected: [
        {
          vendor: 'Meridiaan Zorgsoftware',
          product: 'Meridiaan EPD',
          defaultStatus: 'unaffected',
          versions: [{ status: 'affected', version: '0', lessThan: '6.2.15', versionType: 'custom' }],
        },
      ],
      metrics: [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } }],
      problemTypes: [{ descriptions: [{ type: 'CWE', cweId: 'CWE-22', lang: 'en' }] }],
      solutions: [{ lang: 'en', value: 'Install 6.2.15.' }],
      workarounds: [{ lang: 'en', value: 'Switch the viewer off.' }],
      references: [{ url: 'https://meridiaan.example/2026-001', name: 'MER-2026-001' }],
    },
    adp: [
      {
        metrics: [{ other: { type: 'kev', content: { dateAdded: '2026-11-24' } } }],
        references: [{ url: 'https://meridiaan.example/2026-001' }],
      },
    ],
  },
};

test('a record is read into the normalised form, with what others add to it', () => {
  const reading = readCve(RECORD);
  expect(reading).toMatchObject({ kind: 'read', problems: [] });
  expect(reading.kind === 'read' ? reading.value : undefined).toMatchObject({
    format: 'cve',
    formatVersion: '5.1',
    category: 'csaf_security_advisory',
    publisher: { name: 'meridiaan', namespace: 'https://www.cve.org' },
    trackingId: 'CVE-2026-00001',
    trackingVersion: '2026-11-24T08:00:00.000Z',
    initialReleaseAt: '2026-11-23T08:00:00.000Z',
    title: 'Lek in Meridiaan EPD',
    notes: [{ category: 'description', text: 'Anybody can read records.' }],
    references: [{ url: 'https://meridiaan.example/2026-001', summary: 'MER-2026-001' }],
    products: [{ supplier: 'Meridiaan Zorgsoftware', product: 'Meridiaan EPD', version: { text: 'vers:generic/<6.2.15' } }],
    vulnerabilities: [
      {
        cve: 'CVE-2026-00001',
        cwes: ['CWE-22'],
        scores: [{ version: '3.1', baseScore: 9.8 }],
        remediations: [{ category: 'vendor_fix' }, { category: 'workaround' }],
        threats: [{ category: 'exploit_status', details: "On CISA's list of known exploited vulnerabilities since 2026-11-24." }],
      },
    ],
  });
});

test('a record that was rejected is out of force and concerns nobody', () => {
  const rejected = {
    ...RECORD,
    cveMetadata: { ...RECORD.cveMetadata, state: 'REJECTED' },
    containers: { cna: { rejectedReasons: [{ lang: 'en', value: 'It was no flaw.' }] } },
  };
  expect(readCve(rejected)).toMatchObject({
    problems: [],
    value: { category: 'csaf_withdrawn', title: 'It was no flaw.', products: [], vulnerabilities: [{ cve: 'CVE-2026-00001', status: {} }] },
  });
});

test('a record without a product says so, and what its text names is offered, with and without its maker', () => {
  const cna = {
    descriptions: [{ lang: 'en', value: 'Path traversal in Meridiaan EPD before 6.2.15 lets anybody read records.' }],
    affected: [{ vendor: 'n/a', product: 'n/a', versions: [{ status: 'affected', version: 'n/a' }] }],
  };
  const reading = readCve({ ...RECORD, containers: { cna } });
  expect(reading).toMatchObject({
    problems: [{ code: 'product-missing' }],
    value: {
      products: [
        { product: 'Meridiaan EPD', version: { text: 'before 6.2.15' } },
        { supplier: 'Meridiaan', product: 'EPD', version: { text: 'before 6.2.15' } },
      ],
    },
  });
});

test('a record without its id is told from no other, so it is not read', () => {
  expect(readCve({ ...RECORD, cveMetadata: {} })).toMatchObject({ kind: 'unreadable', problems: [{ code: 'tracking-id-missing' }] });
});

test('whatever JSON stands in the place of a record, reading does not throw', () => {
  const paths = fc.constantFrom(
    'affected',
    'descriptions',
    'metrics',
    'problemTypes',
    'references',
    'solutions',
    'cpeApplicability',
    'title',
  );
  fc.assert(
    fc.property(paths, fc.jsonValue(), (name, value) => {
      const cna = { ...RECORD.containers.cna, [name]: value };
      return readCve({ ...RECORD, containers: { cna, adp: value } }).kind === 'read';
    }),
  );
});

const records = join(sharedData, 'vuln/cve-v5');
const readLines = (file: string) =>
  gunzipSync(readFileSync(join(records, file)))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

test.skipIf(!existsSync(records))('every real record is read; those without a product are few, and most name one in their text', () => {
  const readings = ['records.jsonl.gz', 'records-2025-26.jsonl.gz'].flatMap(readLines).map((json) => readAdvisoryJson(json));
  expect(readings.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
  const advisories = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.value] : []));
  expect(new Set(advisories.map(({ format }) => format))).toEqual(new Set(['cve']));
  const inForce = advisories.filter(({ category }) => category !== 'csaf_withdrawn');
  expect(inForce.filter(({ products }) => products.length === 0).length).toBeLessThan(inForce.length * 0.01);
  // A status that points to no product, or a product without one that is no part of another, would be lost in matching.
  for (const { products, vulnerabilities } of inForce) {
    const stated = new Set(vulnerabilities.flatMap(({ status }) => Object.values(status).flat()));
    const related = new Set(products.flatMap(({ relationship }) => [relationship?.productId, relationship?.relatesTo]));
    expect(products.every(({ id }) => stated.has(id) !== related.has(id))).toBe(true);
    expect(stated.size).toBe(products.filter(({ id }) => !related.has(id)).length);
  }
});

type StatedEntry = { readonly status: string; readonly version?: string; readonly lessThan?: string; readonly lessThanOrEqual?: string };
type StatedAffected = {
  readonly vendor?: string;
  readonly product?: string;
  readonly packageName?: string;
  readonly versions?: readonly StatedEntry[];
};
const isDotted = (text: string | undefined): text is string => text !== undefined && /^[1-9]\d*(?:\.\d+)+$/.test(text);

/** Versions that a record itself calls affected: the last of a span, or one that is listed. */
function* affectedLines(json: unknown): Generator<{ readonly supplier: string; readonly product: string; readonly version: string }> {
  const { containers } = json as { readonly containers?: { readonly cna?: { readonly affected?: readonly StatedAffected[] } } };
  for (const { vendor, product, packageName, versions = [] } of containers?.cna?.affected ?? []) {
    if (vendor === undefined || product === undefined || packageName !== undefined || /^(?:n\/a|unknown)$/i.test(vendor + product))
      continue;
    for (const { status, version, lessThan, lessThanOrEqual } of versions.slice(0, 6)) {
      const stated = lessThanOrEqual ?? (lessThan === undefined ? version : undefined);
      if (status === 'affected' && isDotted(stated)) yield { supplier: vendor, product, version: stated };
    }
  }
}

test.skipIf(!existsSync(records))('of versions that a record itself calls affected, silence meets fewer than one in a thousand', () => {
  let asked = 0;
  const silent: string[] = [];
  for (const json of readLines('records.jsonl.gz')) {
    const reading = readAdvisoryJson(json);
    if (reading.kind === 'unreadable') continue;
    for (const line of affectedLines(json)) {
      asked += 1;
      const match = matchAdvisory(reading.value, [{ key: 'regel', ...line, exposure: 'unknown' }], NO_ALIASES)[0]?.match;
      if (match?.kind !== 'concerned') silent.push(`${reading.value.trackingId} ${line.supplier} ${line.product} ${line.version}`);
    }
  }
  expect(asked).toBeGreaterThan(2_000);
  expect(silent.length / asked, silent.join(', ')).toBeLessThan(0.001);
});

type Line = readonly [supplier: string, product: string, version?: string];
/** What a careful analyst says of a line, from the record. `concerned`: of any certainty. */
const WELL_KNOWN: readonly (readonly [string, Line, 'certain' | 'concerned' | 'not'])[] = [
  // The assigner names no product; the description does: "Citrix Application Delivery Controller (ADC) and Gateway".
  ['CVE-2019-19781', ['Citrix', 'NetScaler ADC', '13.0-47.24'], 'concerned'],
  ['CVE-2020-1472', ['Microsoft', 'Windows Server 2019', '1809'], 'concerned'],
  ['CVE-2020-1472', ['Microsoft', 'Windows Server 2022'], 'not'],
  ['CVE-2021-26855', ['Microsoft', 'Exchange Server', '2016 CU19'], 'certain'],
  ['CVE-2021-26855', ['Microsoft', 'Exchange Server 2019'], 'concerned'],
  ['CVE-2021-26855', ['Microsoft', 'Exchange Server', '2019 CU9'], 'not'],
  ['CVE-2021-30116', ['Kaseya', 'VSA', '9.5.6'], 'concerned'],
  ['CVE-2021-30116', ['Kaseya', 'VSA', '9.5.7'], 'not'],
  ['CVE-2021-44228', ['Apache', 'Log4j2', '2.14.1'], 'certain'],
  ['CVE-2021-44228', ['Apache', 'Log4j2', '2.3.1'], 'not'],
  ['CVE-2021-44228', ['Apache', 'Log4j2', '2.17.1'], 'not'],
  // The record calls 8.5.2 both affected (">= 8.0.0") and not.
  ['CVE-2023-22515', ['Atlassian', 'Confluence Data Center', '8.3.2'], 'certain'],
  ['CVE-2023-22515', ['Atlassian', 'Confluence Data Center', '8.5.2'], 'concerned'],
  ['CVE-2023-22515', ['Atlassian', 'Confluence Server', '7.19.1'], 'not'],
  ['CVE-2023-34362', ['Progress', 'MOVEit Transfer', '2023.0.0'], 'certain'],
  ['CVE-2023-34362', ['Progress', 'MOVEit Transfer', '2023.0.2'], 'not'],
  // Builds within a branch: 49.15 is the first fixed one of 13.1, and 8.50 of 14.1.
  ['CVE-2023-4966', ['Citrix', 'NetScaler ADC', '13.1-48.47'], 'certain'],
  ['CVE-2023-4966', ['Citrix', 'NetScaler ADC', '13.1-49.15'], 'not'],
  ['CVE-2023-4966', ['Citrix', 'NetScaler ADC', '14.1-4.42'], 'certain'],
  ['CVE-2023-4966', ['Citrix', 'NetScaler Gateway', '14.1-8.50'], 'not'],
  ['CVE-2023-4966', ['Citrix', 'NetScaler ADC'], 'concerned'],
  ['CVE-2024-1709', ['ConnectWise', 'ScreenConnect', '23.9.7'], 'certain'],
  ['CVE-2024-1709', ['ConnectWise', 'ScreenConnect', '23.9.8'], 'not'],
  ['CVE-2024-21762', ['Fortinet', 'FortiGate 100F', '7.2.6'], 'certain'],
  ['CVE-2024-21762', ['Fortinet', 'FortiOS', '7.2.7'], 'not'],
  ['CVE-2024-3400', ['Palo Alto Networks', 'PAN-OS', '11.0.2'], 'certain'],
  ['CVE-2024-3400', ['Palo Alto Networks', 'PAN-OS', '10.2.9-h1'], 'not'],
  ['CVE-2024-3400', ['Palo Alto Networks', 'Prisma Access'], 'not'],
  ['CVE-2025-0282', ['Ivanti', 'Connect Secure', '22.7R2.4'], 'certain'],
  ['CVE-2025-0282', ['Ivanti', 'Connect Secure', '22.7R2.5'], 'not'],
];

test.skipIf(!existsSync(records)).each(WELL_KNOWN)('%s and %j: %s', (cve, [supplier, product, version], expected) => {
  const reading = readAdvisoryJson(JSON.parse(readFileSync(join(records, 'well-known', `${cve}.json`), 'utf8')));
  const line = { key: 'regel', supplier, product, version, exposure: 'unknown' as const };
  const match = reading.kind === 'read' ? matchAdvisory(reading.value, [line], NO_ALIASES)[0]?.match : undefined;
  const certainty = match?.kind === 'concerned' ? match.certainty : 'not';
  expect(expected === 'concerned' ? certainty !== 'not' : certainty).toBe(expected === 'concerned' ? true : expected);
});
