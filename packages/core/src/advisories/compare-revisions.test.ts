import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import type { Advisory } from './advisory.ts';
import { compareRevisions } from './compare-revisions.ts';
import { exampleAdvisory } from './example-advisory.test-support.ts';
import { readCsaf } from './formats/csaf.ts';

const example = exampleAdvisory();
const kindOf = (change: Partial<Advisory>, from: Partial<Advisory> = {}) =>
  compareRevisions({ ...example, ...from }, { ...example, ...change }).kind;

test('the first one is the first', () => {
  expect(compareRevisions(undefined, example)).toEqual({ kind: 'first', changes: [] });
});

test('what reads the same is unchanged, whatever its bytes', () => {
  expect(compareRevisions(example, structuredClone(example))).toEqual({ kind: 'unchanged', changes: [] });
});

test('the same with its fields in another order, as a database gives it back, is unchanged', () => {
  const reordered = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(reordered);
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, reordered(inner)]),
    );
  };
  expect(compareRevisions(reordered(JSON.parse(JSON.stringify(example))) as Advisory, example).kind).toBe('unchanged');
});

test('texts, references, dates and the version number are editorial', () => {
  expect(kindOf({ trackingVersion: '1.0.1' })).toBe('editorial');
  expect(kindOf({ title: 'Lek in Meridiaan EPD (bijgewerkt)' })).toBe('editorial');
  expect(kindOf({ references: [] })).toBe('editorial');
  expect(kindOf({ notes: [{ category: 'summary', text: 'Nieuw.' }] })).toBe('editorial');
  expect(kindOf({ category: 'csaf_base' })).toBe('editorial');
});

test('products, statuses, the label, the status of the document and a rating are material', () => {
  expect(kindOf({ products: example.products.slice(0, 1) })).toBe('material');
  expect(kindOf({ tlp: 'AMBER' })).toBe('material');
  expect(kindOf({ status: 'interim' })).toBe('material');
  expect(kindOf({ aggregateSeverity: 'Critical' })).toBe('material');
});

test('NCSC-NL raising likelihood in a note is material: nothing changed in the product, only in the world', () => {
  const rated = (text: string) => ({ notes: [{ category: 'general', title: 'Kans', text }] });
  const comparison = compareRevisions({ ...example, ...rated('medium') }, { ...example, ...rated('high'), trackingVersion: '1.0.1' });
  expect(comparison).toMatchObject({
    kind: 'material',
    changes: [{ what: 'rating', before: 'kans medium', after: 'kans high' }, { what: 'version' }],
  });
});

test('CSAF 2.1 withdraws a document by its category; one that comes back is in force again', () => {
  const withdrawn = { category: 'csaf_withdrawn', products: [], vulnerabilities: [] };
  expect(kindOf(withdrawn)).toBe('withdrawn');
  expect(kindOf({ category: 'csaf_superseded' })).toBe('withdrawn');
  expect(kindOf({}, withdrawn)).toBe('material');
  expect(kindOf({ ...withdrawn, title: 'Anders' }, withdrawn)).toBe('editorial');
});

test('of a revision that changes everything a hundred changes are kept, material ones first', () => {
  const flaws = Array.from({ length: 300 }, (_, place) => ({ ...example.vulnerabilities[0]!, cve: `CVE-2026-${10_000 + place}` }));
  const { changes } = compareRevisions(example, { ...example, title: 'Anders', vulnerabilities: flaws });
  expect(changes).toHaveLength(100);
  expect(changes.every(({ what }) => what !== 'title')).toBe(true);
});

const revisions = join(sharedData, 'csaf/revisions');
const linesOf = (name: string) =>
  gunzipSync(readFileSync(join(revisions, name)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { before?: unknown; after?: unknown; docs?: unknown[] });
const advisoryOf = (json: unknown): Advisory => {
  const reading = readCsaf(json);
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  return reading.value;
};

test.skipIf(!existsSync(revisions))('forty real documents were edited without a new version: not one of them goes unseen', () => {
  const kinds = linesOf('silent-changes.jsonl.gz').map(({ before, after }) => compareRevisions(advisoryOf(before), advisoryOf(after)));
  expect(kinds.filter(({ kind }) => kind === 'material')).toHaveLength(17);
  expect(kinds.filter(({ kind }) => kind === 'editorial')).toHaveLength(23);
  // All of the editorial ones did the same: they gave the kind of document its name in the standard.
  const editorial = kinds.filter(({ kind }) => kind === 'editorial').flatMap(({ changes }) => changes);
  expect(new Set(editorial.map(({ what, after }) => `${what} ${after}`))).toEqual(new Set(['category csaf_security_advisory']));
});

test.skipIf(!existsSync(revisions))('of 404 real revisions one in six changes nothing for anybody, and each says what it changes', () => {
  const comparisons = linesOf('revision-chains.jsonl.gz').flatMap(({ docs = [] }) =>
    docs.slice(1).map((document, place) => compareRevisions(advisoryOf(docs[place]), advisoryOf(document))),
  );
  const count = (kind: string) => comparisons.filter((comparison) => comparison.kind === kind).length;
  expect({ material: count('material'), editorial: count('editorial'), unchanged: count('unchanged') }).toEqual({
    material: 330,
    editorial: 74,
    unchanged: 0,
  });
  expect(comparisons.every(({ changes }) => changes.length > 0)).toBe(true);
});
