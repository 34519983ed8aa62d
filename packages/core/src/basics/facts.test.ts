import { expect, test } from 'vitest';
import { boundedIn, FACT_CHARACTERS_MAX, FACTS_MAX } from './facts.ts';

test('what is told of a case is no longer than the wire promises, and nothing where nothing is told', () => {
  const facts = Object.fromEntries(
    Array.from({ length: FACTS_MAX + 5 }, (_, place) => [`fact${place}`, 'a'.repeat(FACT_CHARACTERS_MAX + 1)]),
  );
  const told = boundedIn({ facts }).facts ?? {};
  expect(Object.keys(told)).toEqual(Object.keys(facts).slice(0, FACTS_MAX));
  expect(new Set(Object.values(told).map((value) => String(value).length))).toEqual(new Set([FACT_CHARACTERS_MAX]));
  expect(boundedIn({ facts: { most: 10_000, by: 'A. Analist' } })).toEqual({ facts: { most: 10_000, by: 'A. Analist' } });
  expect(boundedIn({})).toEqual({});
});
