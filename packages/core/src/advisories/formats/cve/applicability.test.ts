import { expect, test } from 'vitest';
import { readApplicability } from './applicability.ts';

const CPE = 'cpe:2.3:a:meridiaan:epd_kern:*:*:*:*:*:*:*:*';
const HARDWARE = 'cpe:2.3:h:meridiaan:kastje:-:*:*:*:*:*:*:*';
const configurations = (more: object, ...cpeMatch: readonly object[]) => ({
  value: [{ ...more, nodes: [{ operator: 'OR', negate: false, cpeMatch }] }],
  at: '/configurations',
});
const versionOf = (match: object) => readApplicability(configurations({}, { vulnerable: true, criteria: CPE, ...match }))[0]?.version?.text;

test.each<[object, string | undefined]>([
  [{ versionStartIncluding: '2.0', versionEndExcluding: '2.4' }, 'vers:generic/>=2.0|<2.4'],
  [{ versionStartExcluding: '2.0', versionEndIncluding: '2.4' }, 'vers:generic/>2.0|<=2.4'],
  [{ versionEndExcluding: '11.5\\(4\\)' }, 'vers:generic/<11.5(4)'],
  [{}, 'vers:generic/*'],
  [{ criteria: 'cpe:2.3:a:meridiaan:epd_kern:2016:cumulative_update_19:*:*:*:*:*:*' }, '2016 cumulative update 19'],
  [{ criteria: HARDWARE }, undefined],
])('%j', (match, text) => {
  expect(versionOf(match)).toBe(text);
});

test('what it runs on is told and not affected itself', () => {
  const read = readApplicability(
    configurations({ operator: 'AND' }, { vulnerable: true, criteria: CPE }, { vulnerable: false, criteria: HARDWARE }),
  );
  expect(read).toMatchObject([{ supplier: 'meridiaan', product: 'epd kern', name: 'meridiaan epd kern (on kastje)', cpe: CPE }]);
});

test('a statement that is negated, and a name that is no CPE name, say nothing', () => {
  expect(readApplicability(configurations({ negate: true }, { vulnerable: true, criteria: CPE }))).toEqual([]);
  expect(
    readApplicability(
      configurations({}, { vulnerable: true, criteria: 'epd kern' }, { vulnerable: true, criteria: 'cpe:2.3:a:*:*:*:*:*:*:*:*:*:*' }),
    ),
  ).toEqual([]);
});
