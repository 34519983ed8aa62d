import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../basics/problem.ts';
import { readInstitutionEntry } from './read-institution-entry.ts';

function understood(value: unknown) {
  const problems: Problem[] = [];
  return { entry: readInstitutionEntry({ value, at: '' }, problems), problems: problems.map(({ code, at }) => [code, at]) };
}

test('an institution with everything that one may have', () => {
  const entry = {
    name: 'GGZ Rietmark',
    sector: 'ggz',
    region: 4,
    staff: 2300,
    branch: 'Zorg voor Geest',
    itProvider: 'Kwartel ICT',
    language: 'nl',
    detailsInMail: true,
    kvk: '01234567',
    locations: [{ name: 'Rietmark Noord', city: 'Biezenveld' }],
    networks: ['192.0.2.0/28'],
    domains: ['rietmark.example'],
    contacts: [
      {
        name: 'Piket',
        role: '24-7',
        email: 'piket@rietmark.example',
        phone: '000-1',
        webhookUrl: 'https://hook.rietmark.example/in',
        webhookSecret: 's',
        language: 'en',
        order: 1,
      },
    ],
  };
  expect(understood(entry)).toEqual({ entry, problems: [] });
});

test('a KvK number that is none is pointed out and counts as unknown; nothing is filled up', () => {
  expect(understood({ name: 'X', kvk: 'KvK 1234 5678' }).entry).toMatchObject({ kvk: '12345678' });
  expect(understood({ name: 'X', kvk: 1_234_567 })).toMatchObject({ entry: { name: 'X' }, problems: [['kvk-unreadable', '/kvk']] });
  expect(understood({ name: 'X', kvk: '000012345678' }).entry).not.toHaveProperty('kvk');
  expect(understood({ name: 'X', kvk: 'onbekend' }).problems).toEqual([]);
});

test('day one is a name: everything else may follow', () => {
  expect(understood({ name: 'Jeugdhulp Berkenpad' }).entry).toEqual({
    name: 'Jeugdhulp Berkenpad',
    locations: [],
    networks: [],
    domains: [],
    contacts: [],
  });
});

test('a number that is none says which it is, and between which it lies', () => {
  const problems: Problem[] = [];
  readInstitutionEntry({ value: { name: 'X', region: 12, staff: 'veel', contacts: [{ phone: '1', order: 0 }] }, at: '' }, problems);
  expect(problems.map(({ facts }) => facts)).toEqual([
    { about: 'region', least: 1, most: 11 },
    { about: 'staff', least: 0, most: 1_000_000 },
    { about: 'order', least: 1, most: 999 },
  ]);
});

test('what is not understood is pointed out at its place and the rest is used', () => {
  const { entry, problems } = understood({
    name: 'X',
    sector: 'bakkerij',
    region: 12,
    domains: ['geen domein', 'x.example'],
    contacts: [{ email: 'a@b.example, c@d.example' }, { name: 'Karin' }],
  });
  expect(problems).toEqual([
    ['sector-unreadable', '/sector'],
    ['number-unreadable', '/region'],
    ['domain-unreadable', '/domains/0'],
    ['email-unreadable', '/contacts/0/email'],
    ['contact-unreachable', '/contacts/1'],
  ]);
  expect(entry).toEqual({
    name: 'X',
    locations: [],
    networks: [],
    domains: ['x.example'],
    contacts: [{ name: 'Karin', role: 'security' }],
  });
});

test('an address that would add a line or a second reader to a mail is refused', () => {
  for (const email of ['a@b.example\nBcc: x@y.example', '"a" <a@b.example>', 'a@b.example;c@d.example', 'a@localhost']) {
    expect(understood({ name: 'X', contacts: [{ name: 'K', email }] }).entry?.contacts[0]?.email).toBeUndefined();
  }
});

test('reading never throws', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(understood(value).problems)));
  fc.assert(
    fc.property(
      fc.jsonValue(),
      (value) => understood({ name: 'X', contacts: [value], locations: value, domains: [value], region: value }).entry?.name === 'X',
    ),
  );
});
