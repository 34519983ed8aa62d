import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../basics/shared-data.test-support.ts';
import { exampleAdvisory } from './example-advisory.test-support.ts';
import { readCsaf } from './formats/csaf.ts';
import { LEVELS, likelihoodDamageOf, RATED, rateSheet, SHEETS, unknownAnswers, type SheetAnswers } from './likelihood-damage.ts';

const WORST: SheetAnswers = {
  'default-configuration': 'yes',
  exploit: 'exploit',
  details: 'full',
  access: 'internet',
  credentials: 'none',
  complexity: 'low',
  'user-interaction': 'none',
  exploited: 'large-scale',
  expected: 'yes',
  solution: 'none',
};

test('points are those of the sheet: an exploit from the internet without credentials is worth 16', () => {
  const pointsOf = (question: string, value: string) =>
    SHEETS.likelihood.questions.find(({ name }) => name === question)?.answers.find((each) => each.value === value)?.points;
  expect([pointsOf('exploit', 'exploit'), pointsOf('access', 'internet'), pointsOf('credentials', 'none')]).toEqual([6, 6, 4]);
  expect(rateSheet('likelihood', WORST)).toEqual({ kind: 'rated', level: 'high', points: 38 });
});

test('the damage is that of the worst answer', () => {
  const none = {
    'denial-of-service': 'no',
    'code-execution': 'no',
    'remote-access': 'no',
    'privilege-rise': 'no',
    'information-leak': 'no',
  };
  expect(rateSheet('damage', none)).toMatchObject({ level: 'low' });
  expect(rateSheet('damage', { ...none, 'privilege-rise': 'yes' })).toMatchObject({ level: 'medium' });
  expect(rateSheet('damage', { 'information-leak': 'data' })).toMatchObject({ level: 'high' }); // the other answers can't change it
});

test('what nobody answered leaves it open and is named', () => {
  expect(rateSheet('damage', {})).toMatchObject({ kind: 'open' });
  const { access: _, ...others } = WORST;
  expect(rateSheet('likelihood', { exploit: 'none' })).toMatchObject({
    kind: 'open',
    missing: expect.arrayContaining(['access', 'solution']),
  });
  expect(rateSheet('likelihood', others)).toMatchObject({ kind: 'rated', level: 'high' });
});

test('questions and answers that there are not are named', () => {
  expect(unknownAnswers({ exploit: 'poc', weather: 'fine', access: 'moon', constructor: 'x' })).toEqual([
    'weather',
    'access',
    'constructor',
  ]);
});

test('a worse answer never gives a lower level', () => {
  const questions = RATED.flatMap((rated) => SHEETS[rated].questions.map((question) => ({ rated, question })));
  const all = (pick: (points: readonly number[]) => number) =>
    Object.fromEntries(
      questions.map(({ question }) => {
        const points = question.answers.map((each) => each.points);
        return [question.name, question.answers[points.indexOf(pick(points))]?.value ?? ''];
      }),
    );
  const least = all((points) => Math.min(...points));
  fc.assert(
    fc.property(fc.constantFrom(...questions), fc.array(fc.constantFrom(...questions)), ({ rated, question }, worse) => {
      const before = {
        ...least,
        ...Object.fromEntries(worse.map((each) => [each.question.name, each.question.answers.at(-1)?.value ?? ''])),
      };
      const rank = (answers: SheetAnswers) => {
        const rating = rateSheet(rated, answers);
        return rating.kind === 'rated' ? LEVELS.indexOf(rating.level) : -1;
      };
      expect(rank({ ...before, [question.name]: question.answers.at(-1)?.value ?? '' })).toBeGreaterThanOrEqual(rank(before));
    }),
  );
});

test("the publisher's own rating is read from its notes, in both languages", () => {
  const rated = (...notes: readonly (readonly [string, string])[]) =>
    likelihoodDamageOf({ ...exampleAdvisory(), notes: notes.map(([title, text]) => ({ category: 'general', title, text })) });
  expect(rated(['Kans', 'medium'], ['Schade', 'high'])).toEqual({ likelihood: 'medium', damage: 'high' });
  expect(rated(['kans', ' Hoog '])).toEqual({ likelihood: 'high' });
  expect(rated(['Kans', 'constructor'], ['Kansen', 'high'])).toEqual({});
  expect(likelihoodDamageOf(exampleAdvisory())).toEqual({});
});

const file = join(sharedData, 'csaf', 'advisories', 'misc.jsonl.gz');
test.skipIf(!existsSync(file))('a real advisory of NCSC-NL says medium and high', () => {
  const line = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .find((each) => each.includes('NCSC-2025-0210'));
  const reading = readCsaf(JSON.parse(line ?? '{}').doc);
  expect(reading.kind === 'read' ? likelihoodDamageOf(reading.value) : reading.problems).toEqual({ likelihood: 'medium', damage: 'high' });
});
