import { expect, test } from 'vitest';
import type { Problem } from '../../../basics/problem.ts';
import { readCveScores, readExploitation } from './metrics.ts';

const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const containers = (...metrics: readonly object[]) => [{ value: { metrics }, at: '/containers/cna' }];

test('the scores of all versions of CVSS are read, the same once', () => {
  const problems: Problem[] = [];
  const [assigner] = containers(
    { cvssV3_1: { vectorString: VECTOR, baseScore: 9.8 } },
    { cvssV3_1: { vectorString: VECTOR } },
    { cvssV2_0: { vectorString: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' } },
  );
  const scores = readCveScores(assigner ?? { value: {}, at: '' }, [], problems);
  expect(scores.map(({ version, baseScore }) => [version, baseScore])).toEqual([
    ['3.1', 9.8],
    ['2.0', 7.5],
  ]);
  expect(problems).toEqual([]);
});

test('what CISA adds is told in words: since when it is exploited, and what was decided', () => {
  const options = [{ Exploitation: 'active' }, { Automatable: 'yes' }, { 'Technical Impact': 'total' }];
  const threats = readExploitation(
    containers(
      { other: { type: 'kev', content: { dateAdded: '2023-10-18' } } },
      { other: { type: 'ssvc', content: { role: 'CISA Coordinator', timestamp: '2023-11-22T05:00:08Z', options } } },
      { other: { type: 'anders', content: {} } },
    ),
  );
  expect(threats.map(({ category, details }) => `${category}: ${details}`)).toEqual([
    "exploit_status: On CISA's list of known exploited vulnerabilities since 2023-10-18.",
    'exploit_status: SSVC of CISA Coordinator, 2023-11-22: Exploitation active, Automatable yes, Technical Impact total',
  ]);
});

test("what CISA adds to a record counts under CISA's name, and what the assigner says too as the assigner's", () => {
  const cisa = (...metrics: readonly object[]) => ({
    value: { providerMetadata: { shortName: 'CISA-ADP' }, metrics },
    at: '/containers/adp/0',
  });
  const own = { cvssV3_1: { vectorString: VECTOR } };
  const lower = { cvssV3_1: { vectorString: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } };
  const [assigner] = containers(own);
  const byWhom = readCveScores(assigner ?? { value: {}, at: '' }, [cisa(own, lower)], []).map(({ by, baseScore }) => [by, baseScore]);
  expect(byWhom).toEqual([
    [undefined, 9.8],
    ['CISA', 8.4],
  ]);
  expect(readCveScores({ value: {}, at: '' }, [cisa(own)], []).map(({ by }) => by)).toEqual(['CISA']);
  expect(readCveScores({ value: {}, at: '' }, containers(own), []).map(({ by }) => by)).toEqual(['another than the assigner']);
});
