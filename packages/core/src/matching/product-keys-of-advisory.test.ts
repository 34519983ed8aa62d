import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { prepareItem } from './prepare-item.ts';
import { contextWords, productKeysOfAdvisory } from './product-keys-of-advisory.ts';

const advisory = advisoryOf(
  [{ id: 'P', name: 'Nexus Control Panel', vendor: 'Swisslog Healthcare', range: '< 7' }],
  { known_affected: ['P'] },
  { title: 'Swisslog Healthcare Translogic PTS multiple vulnerabilities' },
);
const shares = (parts: Parameters<typeof lineOf>[0]) => {
  const keys = new Set(productKeysOfAdvisory(advisory, NO_ALIASES));
  return prepareItem(lineOf(parts), NO_ALIASES).keys.some((key) => keys.has(key));
};

test('a line is found by the product, by the title, and by the maker where it names no more', () => {
  expect(shares({ supplier: 'Swisslog', product: 'Nexus bedienpaneel' })).toBe(true);
  expect(shares({ supplier: 'Swisslog', product: 'buizenpostsysteem TransLogic' })).toBe(true);
  expect(shares({ supplier: 'Swisslog', product: 'Swisslog' })).toBe(true);
  expect(shares({ supplier: 'Swisslog', product: 'PillPick' })).toBe(false);
});

test('words about the flaw are no words of the product', () => {
  expect([...contextWords(advisory)]).toEqual(['swisslog', 'healthcare', 'translogic', 'pts']);
});
