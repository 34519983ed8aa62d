import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { exampleItem } from './example-item.test-support.ts';
import { linesByInstitution } from './lines-by-institution.ts';

const rietmark = { id: idOf<'Institution'>('i1'), name: 'GGZ Rietmark' };
const wilgenoord = { id: idOf<'Institution'>('i2'), name: 'GGD Wilgenoord' };
const line = (at: string, institution: string | undefined, key = at) => ({
  at,
  ...(institution === undefined ? {} : { institution }),
  item: exampleItem({ key }),
});

test("the CERT's file is divided by the names in it; names that nobody has are pointed out once", () => {
  const lines = [
    line('line 2', 'ggz rietmark'),
    line('line 3', 'GGD Wilgenoord'),
    line('line 4', 'Onbekend huis'),
    line('line 5', 'Onbekend huis'),
    line('line 6', undefined),
  ];
  const { groups, problems } = linesByInstitution(lines, { kind: 'by-name', institutions: [rietmark, wilgenoord] });
  expect(groups.map(({ institution, items }) => [institution.name, items.map((item) => item.key)])).toEqual([
    ['GGZ Rietmark', ['line 2']],
    ['GGD Wilgenoord', ['line 3']],
  ]);
  expect(problems.map(({ code, at }) => [code, at])).toEqual([
    ['institution-unknown', 'line 4'],
    ['institution-missing', 'line 6'],
  ]);
});

test("an institution's own file holds its own lines, named or not; lines of another are left out", () => {
  const { groups, problems } = linesByInstitution(
    [line('line 2', undefined, 'a'), line('line 3', 'GGZ Rietmark', 'a'), line('line 4', 'GGD Wilgenoord')],
    { kind: 'one', institution: rietmark },
  );
  expect(groups.map(({ items }) => items.map((item) => item.key))).toEqual([['a', 'a ~2']]);
  expect(problems.map((problem) => problem.code)).toEqual(['institution-differs']);
});
