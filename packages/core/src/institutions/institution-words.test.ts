import { expect, test } from 'vitest';
import { CONTACT_ROLES } from './contact.ts';
import { SECTORS } from './institution.ts';
import { readContactRole, readLanguage, readSector } from './institution-words.ts';

test('every stored spelling reads as itself', () => {
  for (const sector of SECTORS) expect(readSector(sector)).toBe(sector);
  for (const role of CONTACT_ROLES) expect(readContactRole(role)).toBe(role);
});

test.each([
  ['Ziekenhuis', 'hospital'],
  ['GGD', 'public-health'],
  ['Jeugdhulp', 'youth'],
  ['bakkerij', undefined],
])('sector "%s" is %s', (text, sector) => {
  expect(readSector(text)).toBe(sector);
});

test.each([
  ['24/7-contact', '24-7'],
  ["de ICT'er", 'system-administrator'],
  ['Functioneel beheerder', 'application-manager'],
  ['FG', 'privacy'],
  ['tante', undefined],
])('role "%s" is %s', (text, role) => {
  expect(readContactRole(text)).toBe(role);
});

test('a language in words', () => {
  expect([readLanguage('Nederlands'), readLanguage('EN'), readLanguage('fr')]).toEqual(['nl', 'en', undefined]);
});
