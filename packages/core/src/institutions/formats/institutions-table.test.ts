import { expect, test } from 'vitest';
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
