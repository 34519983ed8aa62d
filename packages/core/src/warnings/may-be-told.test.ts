import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { CONTACT_ROLES, type Contact, type ContactRole } from '../institutions/contact.ts';
import { TLP_LABELS } from '../sharing/tlp.ts';
import { exampleVersion, lindemark } from './example-warning.test-support.ts';
import { mayBeTold } from './may-be-told.ts';

const of = (role: ContactRole): Contact => ({
  id: idOf<'Contact'>(role),
  institutionId: lindemark,
  name: role,
  role,
  email: `jan.de.${role}.x@lindemark.example`,
  webhookUrl: 'https://lindemark.example/hook',
  chatHost: 'chat.lindemark.example',
  language: 'nl',
  order: 1,
});
const everybody = CONTACT_ROLES.map(of);
const rolesTold = (change: Parameters<typeof exampleVersion>[0]) => mayBeTold(everybody, exampleVersion(change)).map(({ role }) => role);

test('an IT provider hears of what is AMBER with the tick of the sender and not without', () => {
  for (const tlp of ['AMBER', 'AMBER+STRICT'] as const) {
    expect(rolesTold({ tlp, sharedWithItProvider: true })).toEqual(CONTACT_ROLES);
    expect(rolesTold({ tlp, sharedWithItProvider: false })).toEqual(CONTACT_ROLES.filter((role) => role !== 'it-provider'));
  }
});

test('what is GREEN is heard by all, ticked or not', () => {
  for (const tlp of ['CLEAR', 'GREEN'] as const) expect(rolesTold({ tlp, sharedWithItProvider: false })).toEqual(CONTACT_ROLES);
});

test('what is RED is heard by the persons that it names, by no machine, duty desk or IT provider, named or not', () => {
  const persons = (['ciso', '24-7', 'it-provider'] as const).map((role) => idOf<'Contact'>(role));
  const told = mayBeTold(everybody, exampleVersion({ tlp: 'RED', audience: { ...exampleVersion().audience, persons } }));
  expect(told.map(({ role }) => role)).toEqual(['ciso']);
  expect(told.some((contact) => 'webhookUrl' in contact || 'chatHost' in contact)).toBe(false);
  expect(rolesTold({ tlp: 'RED' })).toEqual([]);
});

test('a stricter label never tells more contacts', () => {
  for (const sharedWithItProvider of [true, false]) {
    const counts = TLP_LABELS.map((tlp) => rolesTold({ tlp, sharedWithItProvider }).length);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  }
});
