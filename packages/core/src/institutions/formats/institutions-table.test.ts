import { expect, test } from 'vitest';
import { NOMINATION_FIELDS, readInstitutionLines } from './institutions-table.ts';
import { readInstitutions } from './registry.ts';

const reading = (text: string) => readInstitutions(Buffer.from(text));

test('lines of one institution are one institution with several contacts', () => {
  const result = reading(
    'Instelling;Sector;Regio;Koepel;Contactpersoon;Rol;E-mail;Telefoon\nGGZ Rietmark;ggz;ROAZ 4;Zorg voor Geest;Piket;24/7;piket@rietmark.example;000-1\nggz rietmark;;;;;CISO;ciso@rietmark.example;?\n',
  );
  expect(result.kind === 'read' ? result.value : result.problems).toEqual([
    {
      name: 'GGZ Rietmark',
      sector: 'ggz',
      region: 4,
      branch: 'Zorg voor Geest',
      locations: [],
      networks: [],
      domains: [],
      contacts: [
        { name: 'Piket', role: '24-7', email: 'piket@rietmark.example', phone: '000-1' },
        { name: 'ciso', role: 'ciso', email: 'ciso@rietmark.example' },
      ],
    },
  ]);
});

test('problems stand at line and column as the file names it', () => {
  const result = reading('name,sector,email\nX,bakkerij,nergens\n,ggz,\n');
  expect(result.problems.map(({ code, at }) => [code, at])).toEqual([
    ['sector-unreadable', 'line 2, column "sector"'],
    ['email-unreadable', 'line 2, column "email"'],
    ['name-missing', 'line 3, column "name"'],
  ]);
});

test('a table without names of institutions says which columns it has', () => {
  expect(reading('sector;regio\nggz;1\n')).toMatchObject({
    kind: 'unreadable',
    problems: [{ code: 'name-column-missing', message: expect.stringContaining('"sector", "regio"') }],
  });
});

test('each line stands by itself with its own problems, and a column is what somebody says it is', () => {
  const rows = [
    { line: 1, cells: ['Wie', 'Naam', 'Branche'] },
    { line: 2, cells: ['GGZ Rietmark', 'Piket', 'ggz'] },
    { line: 4, cells: ['', 'Piket', 'bakkerij'] },
  ];
  const said = new Map([
    ['wie', 'name'],
    ['branche', 'ignore'],
  ] as const);
  const reading = readInstitutionLines(rows, said);
  expect(reading).toMatchObject({
    kind: 'read',
    value: {
      columns: { known: [{ heading: 'Wie', field: 'name' }], ignored: ['Naam', 'Branche'] },
      lines: [
        { line: 2, entry: { name: 'GGZ Rietmark' }, problems: [] },
        { line: 4, entry: undefined, problems: [{ code: 'name-missing', at: 'line 4, column "Wie"' }] },
      ],
    },
  });
});

test('an apostrophe that keeps a sheet from calculating is not part of what is said', () => {
  const result = reading("naam,contact,telefoon,e-mail\nPraktijk 'De Brug',Piket,'+31612345678,a@b.example\n");
  expect(result.kind === 'read' ? result.value.map(({ name, contacts }) => [name, contacts[0]?.phone]) : result.problems).toEqual([
    ["Praktijk 'De Brug'", '+31612345678'],
  ]);
});

test('a list of what a branch organisation brings has its own columns: others are left aside, whatever stands in them', () => {
  const rows = [
    { line: 1, cells: ['Naam', 'Regio', 'E-mail', 'Netwerk'] },
    { line: 2, cells: ['Praktijk Dalem', 'nergens', 'p@dalem.example', 'geen netwerk'] },
  ];
  const reading = readInstitutionLines(rows, undefined, NOMINATION_FIELDS);
  if (reading.kind !== 'read') throw new Error('it reads');
  expect(reading.value.columns.ignored).toEqual(['Regio', 'Netwerk']);
  expect(reading.value.lines[0]).toMatchObject({ problems: [], entry: { name: 'Praktijk Dalem', networks: [] } });
});
