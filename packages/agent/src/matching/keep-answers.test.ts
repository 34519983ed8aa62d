import { expect, test } from 'vitest';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { readAdvisoryJson } from '@forewarn/core/advisories/formats/registry.ts';
import type { Answer } from './answer.ts';
import { keepAnswers } from './keep-answers.ts';

function revision(modified: string, id = 'GHSA-aaaa-bbbb-cccc'): Advisory {
  const reading = readAdvisoryJson({ id, modified, affected: [] });
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  return reading.value;
}
const answer = (item: string): Answer => ({ advisory: 'GHSA-aaaa-bbbb-cccc', institution: null, item, certainty: 'likely', reasons: [] });

function keptOf(...all: readonly (readonly [Advisory, readonly Answer[]])[]): readonly string[] {
  const kept = keepAnswers();
  for (const [advisory, answers] of all) kept.keep(advisory, answers);
  return kept.all().map(({ item }) => item);
}

test('of several revisions the newest counts, in whatever order they come', () => {
  const older = [revision('2026-11-23T08:00:00Z'), [answer('oud')]] as const;
  const newer = [revision('2026-11-24T08:00:00Z'), [answer('nieuw')]] as const;
  expect(keptOf(older, newer)).toEqual(['nieuw']);
  expect(keptOf(newer, older)).toEqual(['nieuw']);
});

test('a newest revision that concerns nobody takes the answers of the earlier ones away', () => {
  expect(keptOf([revision('2026-11-23T08:00:00Z'), [answer('oud')]], [revision('2026-11-24T08:00:00Z'), []])).toEqual([]);
});

test('two that call themselves the same revision give one answer, the same in whatever order', () => {
  const one = [revision('2026-11-23T08:00:00Z'), [answer('a')]] as const;
  const other = [revision('2026-11-23T08:00:00Z'), [answer('b')]] as const;
  expect(keptOf(one, other)).toEqual(keptOf(other, one));
  expect(keptOf(one, other)).toHaveLength(1);
});

test('advisories come in the order of their ids, whatever the order of files', () => {
  const [first, second] = [revision('2026-11-23T08:00:00Z', 'GHSA-1'), revision('2026-11-23T08:00:00Z', 'GHSA-2')];
  expect(keptOf([second, [answer('2')]], [first, [answer('1')]])).toEqual(['1', '2']);
});
