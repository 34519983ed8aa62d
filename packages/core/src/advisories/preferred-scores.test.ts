import { expect, test } from 'vitest';
import type { CvssScore } from './advisory.ts';
import { preferredScores } from './preferred-scores.ts';

const score = (version: CvssScore['version'], baseScore: number, productIds: readonly string[], by?: string): CvssScore => ({
  version,
  vector: `CVSS:${version}`,
  baseScore,
  productIds,
  ...(by === undefined ? {} : { by }),
});
const chosen = (...scores: readonly CvssScore[]) =>
  preferredScores({ scores }).map(({ score: { version, baseScore, by }, productIds }) => [
    version,
    baseScore,
    productIds.join(' '),
    by ?? 'author',
  ]);

test("the author's own goes before a higher score of somebody else", () => {
  expect(chosen(score('4.0', 9.9, ['P1'], 'https://cisa.example'), score('3.1', 7.5, ['P1']))).toEqual([['3.1', 7.5, 'P1', 'author']]);
});

test('of the own ones the highest base score, and of equal ones the newest version of CVSS', () => {
  expect(chosen(score('4.0', 8.7, ['P1']), score('3.1', 9.8, ['P1']))).toEqual([['3.1', 9.8, 'P1', 'author']]);
  expect(chosen(score('2.0', 7.5, ['P1']), score('4.0', 7.5, ['P1']), score('3.1', 7.5, ['P1']))).toEqual([['4.0', 7.5, 'P1', 'author']]);
});

test('each product has its own: what another score says of it already is not said again', () => {
  expect(chosen(score('3.1', 5, ['P1', 'P2', 'P3']), score('3.1', 9.8, ['P2']), score('3.1', 9, ['P4'], 'https://cisa.example'))).toEqual([
    ['3.1', 9.8, 'P2', 'author'],
    ['3.1', 9, 'P4', 'https://cisa.example'],
    ['3.1', 5, 'P1 P3', 'author'],
  ]);
});

test('a score that names no product is for all that none before it names', () => {
  expect(chosen(score('3.1', 9.8, ['P1']), score('3.1', 5, []), score('3.1', 4, ['P2']))).toEqual([
    ['3.1', 9.8, 'P1', 'author'],
    ['3.1', 5, '', 'author'],
  ]);
  expect(chosen()).toEqual([]);
});
