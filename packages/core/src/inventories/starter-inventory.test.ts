import { expect, test } from 'vitest';
import { peersOf, starterInventory, starterItem } from './starter-inventory.ts';
import { STARTER_PRODUCTS } from './starter-products.ts';

const practice = { sector: 'ggz-small', staff: 9 } as const;
const asked = (
  items: readonly { supplier?: string; product: string }[] = [],
  answered: readonly string[] = [],
  institution: Parameters<typeof peersOf>[0] = practice,
) => starterInventory({ institution, items, answered: new Set(answered) }).map(({ product }) => product.id);

test('a practice is asked about what practices have, the most usual first, with how many of ten have it', () => {
  const [first] = starterInventory({ institution: practice, items: [], answered: new Set() });
  expect(first).toMatchObject({ product: { id: 'vecozo' }, ofTen: 10, share: '10 van de 10 vergelijkbare instellingen' });
  expect(asked()).toContain('provider-router');
  expect(asked()).not.toContain('sectra-pacs');
});

test('what a line names by any of its words is not asked again', () => {
  const items = [{ product: 'outlook' }, { product: 'kastje van kpn' }, { product: 'synology in de kast' }, { product: 'vecozo' }];
  for (const id of ['microsoft-365', 'provider-router', 'nas-diskstation', 'vecozo']) {
    expect(asked()).toContain(id);
    expect(asked(items)).not.toContain(id);
  }
});

test('what was answered, whatever the answer, is not asked again', () => {
  expect(asked([], ['vecozo'])).not.toContain('vecozo');
});

test('of a dossier there is one: once it is there no other is asked', () => {
  const ggz = { sector: 'ggz', staff: 900 } as const;
  expect(asked([], [], ggz)).toEqual(expect.arrayContaining(['user', 'ons', 'mijnquarant']));
  const dossiers = STARTER_PRODUCTS.filter(({ kind }) => kind === 'dossier').map(({ id }) => id);
  expect(asked([{ supplier: 'Nedap', product: 'Ons' }], [], ggz).filter((id) => dossiers.includes(id))).toEqual([]);
});

test('a short name within other words is not that product', () => {
  expect(asked([{ product: 'Consultant portaal' }, { product: 'power user tool' }], [], { sector: 'ggz' })).toEqual(
    expect.arrayContaining(['ons', 'user']),
  );
});

test('the order of lines changes nothing', () => {
  const items = [{ product: 'vecozo' }, { product: 'outlook' }];
  expect(asked(items)).toEqual(asked(items.toReversed()));
});

test('an institution that is unlike any kind gets the figures of one that it resembles, lowered', () => {
  expect(peersOf({ sector: 'laboratory' })).toEqual({ kind: 'hospital', factor: 0.5 });
  expect(peersOf({ sector: 'ggz', staff: 20 })).toEqual({ kind: 'ggz-small', factor: 1 });
  expect(asked([], [], { sector: 'other' }).length).toBeGreaterThan(10);
});

test('"we have this" becomes a line whose version is not known', () => {
  const product = STARTER_PRODUCTS.find(({ id }) => id === 'fortigate');
  expect(product && starterItem(product)).toEqual({ supplier: 'Fortinet', product: 'FortiGate', hosting: 'on-prem', exposure: 'internet' });
});
