import { expect, test } from 'vitest';
import { EXAMPLE_CSAF, exampleAdvisory } from '../example-advisory.test-support.ts';
import { readCsaf } from './csaf.ts';

type Fields = Record<string, unknown>;
/** The example with fields of its document and of its tracking changed; undefined leaves one out, as in JSON. */
const changed = (document: Fields, tracking: Fields = {}) =>
  readCsaf(
    JSON.parse(
      JSON.stringify({
        ...EXAMPLE_CSAF,
        document: { ...EXAMPLE_CSAF.document, ...document, tracking: { ...EXAMPLE_CSAF.document.tracking, ...tracking } },
      }),
    ),
  );
const codesOf = (reading: ReturnType<typeof readCsaf>) => reading.problems.map(({ code }) => code);

test('a document is read into the normalised form, with dates in UTC', () => {
  expect(exampleAdvisory()).toMatchObject({
    format: 'csaf',
    formatVersion: '2.0',
    category: 'csaf_security_advisory',
    publisher: { name: 'Meridiaan PSIRT', namespace: 'https://meridiaan.example', category: 'vendor' },
    trackingId: 'MER-2026-001',
    trackingVersion: '1.0.0',
    status: 'final',
    currentReleaseAt: '2026-11-23T08:00:00.000Z',
    title: 'Lek in Meridiaan EPD',
    language: 'nl',
    tlp: 'CLEAR',
    references: [{ category: 'self', url: 'https://meridiaan.example/2026-001.json' }],
    revisionHistory: [{ number: '1.0.0', at: '2026-11-23T08:00:00.000Z', summary: 'Eerste versie' }],
  });
});

test('a document without a tracking id can not be told from others, so it is not read', () => {
  expect(changed({}, { id: undefined })).toMatchObject({
    kind: 'unreadable',
    problems: [{ code: 'tracking-id-missing', at: '/document/tracking/id', source: 'CSAF 2.0 §3.2.1.12.4' }],
  });
  expect(changed({}, { id: ' \t ' }).kind).toBe('unreadable');
});

test('a label that nobody understands counts as RED', () => {
  const reading = changed({ distribution: { tlp: { label: 'TLP:PURPLE' } } });
  expect(reading).toMatchObject({ kind: 'read', value: { tlp: 'RED' }, problems: [{ code: 'tlp-unreadable' }] });
  expect(changed({ distribution: { tlp: { label: 7 } } })).toMatchObject({ value: { tlp: 'RED' } });
});

test('a date without a zone is said at its place, and the rest is read', () => {
  const reading = changed({}, { current_release_date: '1995-03-06T00:00:00' });
  expect(reading.problems).toMatchObject([{ code: 'date-unreadable', at: '/document/tracking/current_release_date' }]);
  expect(reading).toMatchObject({ kind: 'read', value: { trackingId: 'MER-2026-001' } });
});

test('what says no version of CSAF is read as 2.0, and said', () => {
  expect(codesOf(changed({ csaf_version: undefined }))).toEqual(['csaf-version-unknown']);
  expect(changed({ csaf_version: '2.1' })).toMatchObject({ value: { formatVersion: '2.1' }, problems: [] });
});

test('names of a publisher are one line, and short enough for the index that tells advisories apart', () => {
  const reading = changed(
    { title: 'Lek in\r\nMeridiaan <script>alert(1)</script>', publisher: { name: 'Meridiaan', namespace: `https://${'é'.repeat(5_000)}` } },
    { id: 'X'.repeat(5_000) },
  );
  if (reading.kind === 'unreadable') throw new Error('unreadable');
  expect(reading.value.title).toBe('Lek in Meridiaan <script>alert(1)</script>');
  expect([reading.value.trackingId.length, reading.value.publisher.namespace.length]).toEqual([300, 300]);
});

test('a document that does not name its publisher is kept apart as unknown, and said', () => {
  expect(changed({ publisher: undefined })).toMatchObject({
    value: { publisher: { name: 'unknown', namespace: 'unknown' } },
    problems: [{ code: 'publisher-incomplete' }],
  });
});

test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00', '2026-02-30T00:00:00', 'morgen'])('the date %s is none', (date) => {
  expect(changed({}, { current_release_date: date }).problems).toMatchObject([{ code: 'date-unreadable' }]);
});

test('texts cut in the middle of a character stay whole', () => {
  const smiles = '😀'.repeat(3_000);
  const branch = (category: string, name: string, below: object) => ({ category, name, ...below });
  const product = { product: { product_id: smiles, name: smiles } };
  const version = branch('product_version', 'xx', { branches: [branch('patch_level', smiles, product)] });
  const reading = readCsaf({
    document: { ...EXAMPLE_CSAF.document, title: `x${smiles}`, publisher: { name: `x${smiles}`, namespace: `x${smiles}` } },
    product_tree: { branches: [branch('vendor', `x${smiles}`, { branches: [version] })] },
    vulnerabilities: [
      { cve: `x${smiles}`, notes: [{ category: 'summary', text: `x${'😀'.repeat(60_000)}` }], remediations: [{ details: `x${smiles}` }] },
    ],
  });
  // Half a character is written as an escape, which the database refuses.
  expect(JSON.stringify(reading)).not.toMatch(/\\ud[89a-f]/i);
});
