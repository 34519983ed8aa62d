import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { compareInstitution, type KnownInstitution } from './compare-institution.ts';
import type { InstitutionEntry } from './institution-entry.ts';

const STORED: KnownInstitution = {
  name: 'GGZ Rietmark',
  sector: 'ggz',
  staff: 400,
  language: 'nl',
  detailsInMail: false,
  locations: [{ name: 'Hoofdgebouw', city: 'Rietmark' }],
  networks: ['192.0.2.0/28'],
  domains: ['rietmark.example'],
  contacts: [
    {
      id: idOf<'Contact'>('c1'),
      institutionId: idOf<'Institution'>('i1'),
      name: 'Piket',
      role: '24-7',
      email: 'piket@rietmark.example',
      language: 'nl',
      order: 1,
    },
  ],
};
const SILENT: InstitutionEntry = { name: 'ggz rietmark', locations: [], networks: [], domains: [], contacts: [] };

test('an institution that nobody knows is new', () => {
  expect(compareInstitution(undefined, SILENT)).toEqual({ kind: 'new' });
});

test('what a list does not say, or says again, changes nothing', () => {
  expect(compareInstitution(STORED, SILENT)).toEqual({ kind: 'unchanged' });
  const again = {
    ...SILENT,
    sector: 'ggz',
    staff: 400,
    locations: [{ name: 'Hoofdgebouw' }],
    networks: ['192.0.2.0/28'],
    domains: ['rietmark.example'],
    contacts: [{ name: 'piket', role: '24-7' }],
  } as const;
  // A name that differs in case alone is the same person, whose name is then written as the list has it.
  expect(compareInstitution(STORED, { ...again, contacts: [{ name: 'Piket', role: '24-7' }] })).toEqual({ kind: 'unchanged' });
});

test('each change says what was and what becomes of it', () => {
  const entry: InstitutionEntry = {
    ...SILENT,
    staff: 410,
    region: 3,
    locations: [{ name: 'Polikliniek', city: 'Dalem' }],
    domains: ['rietmark.example', 'nieuw.example'],
    contacts: [
      { name: 'Piket', role: '24-7', phone: '010 0000001' },
      { name: 'Ciska', role: 'ciso' },
    ],
  };
  expect(compareInstitution(STORED, entry)).toEqual({
    kind: 'changed',
    changes: [
      { what: 'region', to: '3' },
      { what: 'staff', from: '400', to: '410' },
      { what: 'locations', to: 'Polikliniek (Dalem)' },
      { what: 'domains', to: 'nieuw.example' },
      { what: 'contact-added', to: 'Ciska, ciso' },
      { what: 'contact-changed', from: 'Piket, 24-7, piket@rietmark.example', to: 'Piket, 24-7, piket@rietmark.example, 010 0000001' },
    ],
  });
});
