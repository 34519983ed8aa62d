import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../basics/shared-data.test-support.ts';
import { EXAMPLE_CSAF } from '../example-advisory.test-support.ts';
import { readAdvisory } from './registry.ts';

const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

test('a CSAF document is recognised by what it says, not by its name', () => {
  const reading = readAdvisory(bytesOf(EXAMPLE_CSAF));
  expect(reading).toMatchObject({ kind: 'read', value: { advisory: { format: 'csaf', trackingId: 'MER-2026-001' } }, problems: [] });
});

test.each([
  [{ feed: {} }, 'This is a ROLIE feed, not an advisory.'],
  [{ canonical_url: 'https://meridiaan.example/provider-metadata.json' }, 'This is the metadata of a CSAF provider, not an advisory.'],
  [{ aggregator: {} }, 'This is a list of CSAF providers, not an advisory.'],
  [{ service: {} }, 'This is a ROLIE service or category document, not an advisory.'],
  [{ document: 'advisory.pdf' }, 'This is JSON, but no advisory that Forewarn reads: no CSAF document and no record of CVE, NVD or OSV.'],
  [[1, 2], 'This is JSON, but no advisory that Forewarn reads: no CSAF document and no record of CVE, NVD or OSV.'],
])('what is none says what it is instead: %j', (json, message) => {
  expect(readAdvisory(bytesOf(json))).toMatchObject({ kind: 'unreadable', problems: [{ code: 'format-unknown', message }] });
});

test('a document without a label counts as the label of its feed; one with a label as its own', () => {
  const { distribution: _, ...document } = EXAMPLE_CSAF.document;
  const labelOf = (json: unknown, feed?: 'AMBER') => {
    const reading = readAdvisory(bytesOf(json), feed);
    return reading.kind === 'read' ? reading.value.advisory.tlp : undefined;
  };
  expect(labelOf({ ...EXAMPLE_CSAF, document })).toBe('CLEAR');
  expect(labelOf({ ...EXAMPLE_CSAF, document }, 'AMBER')).toBe('AMBER');
  expect(labelOf(EXAMPLE_CSAF, 'AMBER')).toBe('CLEAR');
});

test('whatever JSON stands in the place of CSAF, reading does not throw', () => {
  const paths = fc.constantFrom(
    'document',
    'product_tree',
    'vulnerabilities',
    'branches',
    'tracking',
    'publisher',
    'product_status',
    'scores',
  );
  fc.assert(
    fc.property(fc.dictionary(paths, fc.jsonValue({ maxDepth: 4 })), fc.jsonValue({ maxDepth: 4 }), (parts, any) => {
      const document = { ...EXAMPLE_CSAF.document, ...parts };
      for (const json of [
        any,
        { document: { tracking: { id: 'X' } }, ...parts },
        { ...EXAMPLE_CSAF, ...parts },
        { ...EXAMPLE_CSAF, document },
      ])
        expect(['read', 'unreadable']).toContain(readAdvisory(bytesOf(json)).kind);
    }),
  );
});

test('a slip made at every product is told twenty times and then counted', () => {
  const full_product_names = Array.from({ length: 1_000 }, () => ({ name: 'no id' }));
  const { problems } = readAdvisory(bytesOf({ ...EXAMPLE_CSAF, product_tree: { full_product_names } }));
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)?.message).toBe('The same stands at 980 more places.');
});

const csaf = join(sharedData, 'csaf');
const conformance = join(sharedData, 'conformance/csaf-2.0');

test.skipIf(!existsSync(csaf))('every one of the real advisories and revisions is read', { timeout: 60_000 }, () => {
  let count = 0;
  for (const document of realDocuments()) {
    const reading = readAdvisory(bytesOf(document));
    expect(reading.kind).toBe('read');
    count += 1;
  }
  expect(count).toBeGreaterThan(7_000);
});

function* realDocuments(): Generator {
  for (const name of readdirSync(join(csaf, 'advisories'))) for (const { doc } of linesOf(join(csaf, 'advisories', name))) yield doc;
  for (const { docs } of linesOf(join(csaf, 'revisions/revision-chains.jsonl.gz'))) yield* docs as unknown[];
  for (const { before, after } of linesOf(join(csaf, 'revisions/silent-changes.jsonl.gz'))) yield* [before, after];
}

function linesOf(path: string): readonly Record<string, unknown>[] {
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test.skipIf(!existsSync(csaf) || !existsSync(conformance))(
  'every file of providers, publishers and the conformance set is read or says why not',
  () => {
    const unreadable: string[] = [];
    for (const path of [...filesBelow(join(csaf, 'raw')), ...filesBelow(join(csaf, 'providers')), ...filesBelow(conformance)]) {
      const reading = readAdvisory(readFileSync(path));
      if (reading.kind === 'read') continue;
      expect(reading.problems[0]?.message).toMatch(/\.$/);
      unreadable.push(`${reading.problems.at(-1)?.code} ${path.split('/').at(-1)}`);
    }
    // Every document of the conformance set is CSAF, and so is each that a publisher's feed lists but the broken ones.
    expect(unreadable.filter((one) => one.includes('oasis_csaf_tc'))).toEqual([]);
    expect(unreadable).toContain('text-after-end avendor-advisory-0004.json');
    expect(unreadable.filter((one) => one.startsWith('not-json')).length).toBeGreaterThan(2);
  },
);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
