import { expect, test } from 'vitest';
import type { Problem } from '../../../basics/problem.ts';
import { readScores } from './scores.ts';

const read = (value: unknown) => {
  const problems: Problem[] = [];
  return { scores: readScores({ value, at: '/vulnerabilities/0' }, problems), problems };
};

test('the score is what the vector gives, whatever is stated; products go with it', () => {
  const cvss_v3 = { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 4.2 };
  expect(read({ scores: [{ products: ['P1'], cvss_v3 }] }).scores).toEqual([
    { version: '3.1', vector: cvss_v3.vectorString, baseScore: 9.8, productIds: ['P1'] },
  ]);
});

test('CSAF 2.1 has its scores in metrics, with CVSS 4', () => {
  const cvss_v4 = { vectorString: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' };
  expect(read({ metrics: [{ products: ['P1'], content: { cvss_v4 } }] }).scores).toMatchObject([
    { version: '4.0', baseScore: 9.3, productIds: ['P1'] },
  ]);
});

test('CSAF 2.1 says by whom a metric is, where it is not the author', () => {
  const content = { cvss_v3: { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } };
  const { scores } = read({
    metrics: [
      { products: ['P1'], content },
      { products: ['P1'], content, source: 'https://cisa.example/1' },
    ],
  });
  expect(scores.map(({ by }) => by)).toEqual([undefined, 'https://cisa.example/1']);
});

test('a vector goes before whatever is written beside it, severity and metrics included', () => {
  const vectorString = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N';
  const beside = { baseScore: 10, baseSeverity: 'CRITICAL', attackVector: 'NETWORK', confidentialityImpact: 'HIGH' };
  expect(read({ scores: [{ products: ['P1'], cvss_v3: { version: '3.1', vectorString, ...beside } }] }).scores).toEqual([
    { version: '3.1', vector: vectorString, baseScore: 1.8, productIds: ['P1'] },
  ]);
});

test('CVSS 2 is read too', () => {
  expect(
    read({ scores: [{ products: [], cvss_v2: { version: '2.0', vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' } }] }).scores,
  ).toMatchObject([{ version: '2.0', baseScore: 10 }]);
});

test('a vector that is none leaves the stated score, and is said at its place', () => {
  const { scores, problems } = read({
    scores: [{ products: [], cvss_v3: { version: '3.1', vectorString: 'CVSS:3.1/nonsense', baseScore: 7.5 } }],
  });
  expect(scores).toMatchObject([{ baseScore: 7.5 }]);
  expect(problems).toMatchObject([{ code: 'cvss-vector-unreadable', at: '/vulnerabilities/0/scores/0/cvss_v3/vectorString' }]);
});

test('a stated score outside 0 to 10 without a vector counts for nothing', () => {
  expect(read({ scores: [{ products: [], cvss_v3: { baseScore: 99 } }] }).scores).toEqual([]);
});
