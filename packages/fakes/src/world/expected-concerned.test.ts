import { expect, test } from 'vitest';
import { demoAdvisories } from './demo-advisory.ts';
import { expectedConcerned } from './expected-concerned.ts';
import { makeWorld } from './make-world.ts';

const world = makeWorld({ scale: 178 });
const expected = expectedConcerned(world);

test('Lindemark, on 6.2 HF 14, is told once and left alone by the revision', () => {
  expect(expected.first).toContain('Ziekenhuis Lindemark');
  expect(expected.leftAlone).toContain('Ziekenhuis Lindemark');
});

test('Kwelmark, on Meridiaan Huisarts, hears of the revision alone; Kwelderoord, in the cloud, of nothing', () => {
  expect(expected.revisedNewly).toContain('Huisartsenpraktijk Kwelmark');
  expect([...expected.first, ...expected.revised]).not.toContain('Streekziekenhuis Kwelderoord');
});

test('the story has somebody for each of its parts', () => {
  for (const part of ['first', 'firstWithVersion', 'fixed', 'revised', 'revisedNewly', 'leftAlone'] as const)
    expect(expected[part].length).toBeGreaterThan(1);
  expect(expected.first.length).toBeGreaterThan(expected.firstWithVersion.length); // some don't know their version
});

test('who is told of the first is told again or left alone, and who has a fixed version is in neither', () => {
  const told = new Set(expected.first);
  expect([...expected.leftAlone, ...expected.revised.filter((name) => told.has(name))].toSorted()).toEqual([...told].toSorted());
  for (const name of expected.fixed) expect(told.has(name)).toBe(false);
});

test('it is what a look at the lines themselves says too', () => {
  const affected = /^6\.1 HF (21|24)$|^6\.2 HF (9|14)$|^6\.3 HF 2$/;
  const names = [...world.institutions]
    .filter(({ items }) =>
      items.some(({ product, version }) => product === 'Meridiaan EPD' && (version === undefined || affected.test(version))),
    )
    .map(({ entry }) => entry.name);
  expect(expected.first).toEqual(names);
});

test('the second revision changes words alone', () => {
  const { first, editorial } = demoAdvisories();
  expect(editorial['vulnerabilities']).toEqual(first['vulnerabilities']);
  expect(editorial['product_tree']).toEqual(first['product_tree']);
});
