import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { relationsByInstitution } from './relations-by-institution.ts';

const rietmark = { id: idOf<'Institution'>('r'), name: 'GGZ Rietmark' };
const row = (institution: string | undefined, supplier: string) => ({
  at: 'line 2',
  ...(institution === undefined ? {} : { institution }),
  relation: { kind: 'supplier', supplier } as const,
});

test('each institution gets its own rows, and rows of nobody are pointed out', () => {
  const rows = [row('ggz rietmark', 'Nedap'), row('GGZ Rietmark', 'Kwartel ICT'), row('Onbekend huis', 'x'), row(undefined, 'y')];
  const { groups, problems } = relationsByInstitution(rows, { kind: 'by-name', institutions: [rietmark] });
  expect(groups.map(({ institution, relations }) => [institution.name, relations.map(({ supplier }) => supplier)])).toEqual([
    ['GGZ Rietmark', ['Nedap', 'Kwartel ICT']],
  ]);
  expect(problems.map(({ code }) => code)).toEqual(['institution-unknown', 'institution-missing']);
});
