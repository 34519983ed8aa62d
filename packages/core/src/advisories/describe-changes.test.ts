import { expect, test } from 'vitest';
import { describeChanges } from './describe-changes.ts';
import { CHANGES, type Change, type ChangeKind } from './revision-change.ts';

const inWords = (...changes: readonly Change[]) => describeChanges({ kind: 'material', changes }, 'nl');

test('changes are told in short sentences, in Dutch and in English', () => {
  const change: Change = { what: 'score', vulnerability: 'CVE-2026-00001', before: '7.5 (CVSS 3.1)', after: '9.8 (CVSS 3.1)' };
  expect(inWords(change)).toEqual(['De score van CVE-2026-00001 is nu 9.8 (CVSS 3.1) (was 7.5 (CVSS 3.1)).']);
  expect(describeChanges({ kind: 'material', changes: [change] }, 'en')).toEqual([
    'The score of CVE-2026-00001 is now 9.8 (CVSS 3.1) (was 7.5 (CVSS 3.1)).',
  ]);
});

test('statuses are words and not the spelling of the standard', () => {
  const change: Change = {
    what: 'product-status',
    products: ['Meridiaan EPD'],
    before: 'known_affected',
    after: 'first_fixed,recommended',
  };
  expect(inWords(change)).toEqual(['Meridiaan EPD is nu als eerste versie verholpen en de aanbevolen versie (was kwetsbaar).']);
});

test('of many products a few are named and the rest is counted', () => {
  expect(inWords({ what: 'products-added', products: ['A', 'B'], productCount: 40 })).toEqual(['Nieuw genoemd: A, B en nog 38.']);
});

test('a version that is no longer given stands for every version', () => {
  expect(inWords({ what: 'product-version', products: ['EPD'], before: '<6.2' })).toEqual([
    'De versie van EPD is nu alle versies (was <6.2).',
  ]);
});

test('the first one, one that changes nothing, and one that is withdrawn say so', () => {
  expect(describeChanges({ kind: 'first', changes: [] }, 'nl')).toEqual(['Dit is de eerste versie die wij kregen.']);
  expect(describeChanges({ kind: 'unchanged', changes: [] }, 'en')).toEqual(['Nothing has changed of what we read.']);
  expect(describeChanges({ kind: 'withdrawn', changes: [{ what: 'withdrawn' }] }, 'nl')).toEqual([
    'De uitgever heeft dit advies ingetrokken.',
  ]);
});

test('every kind of change has a sentence in both languages, with a vulnerability and without', () => {
  for (const what of Object.keys(CHANGES) as ChangeKind[]) {
    for (const language of ['nl', 'en'] as const) {
      const change = { what, products: ['P'], before: 'old', after: 'new' };
      for (const each of [change, { ...change, vulnerability: 'CVE-1' }]) {
        const [sentence = ''] = describeChanges({ kind: 'material', changes: [each] }, language);
        expect(sentence).toMatch(/^\S.*\S$/);
        expect(sentence).not.toMatch(/undefined|null| {2}/);
      }
    }
  }
});

test('two changes that read the same are told once', () => {
  expect(inWords({ what: 'note', vulnerability: 'CVE-1' }, { what: 'note', vulnerability: 'CVE-1' })).toHaveLength(1);
});
