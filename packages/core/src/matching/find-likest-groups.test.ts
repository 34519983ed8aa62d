import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { readItemVersions } from '../products/read-version.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { findLikestGroups, firstNumberOf } from './find-likest-groups.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareName } from './prepare-item.ts';

const products = ['Meridiaan EPD', 'Meridiaan EPD Archief', 'Server 2019', 'Server 2022'];
const advisory = prepareAdvisory(
  advisoryOf(
    products.map((name, place) => ({ id: `${place}`, name })),
    { known_affected: products.map((_, place) => `${place}`) },
  ),
  NO_ALIASES,
);

function groupsOf(parts: Parameters<typeof lineOf>[0]) {
  const line = lineOf(parts);
  const found = findLikestGroups(advisory, {
    ...prepareName(line, NO_ALIASES),
    firstNumber: firstNumberOf(readItemVersions(line.version)),
  });
  return found?.groups.map(({ claims }) => claims[0]?.product.name);
}

test('of several products those that the line is most like are meant', () => {
  expect(groupsOf({ product: 'Meridiaan EPD' })).toEqual(['Meridiaan EPD']);
  expect(groupsOf({ product: 'Meridiaan EPD Archief' })).toEqual(['Meridiaan EPD Archief']);
});

test('the first number of the version tells which of two products, where the name has none', () => {
  expect(groupsOf({ product: 'Server', version: '2022 CU4' })).toContain('Server 2022');
});

test('a product that the advisory does not name is like none of them', () => {
  expect(groupsOf({ supplier: 'Berkenwijk', product: 'Planner' })).toBeUndefined();
});
