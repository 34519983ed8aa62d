import { describe, expect, test } from 'vitest';
import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import { matchAdvisory } from '@forewarn/core/matching/match-advisory.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { demoAdvisories, type CsafDocument } from './demo-advisory.ts';
import { expectedConcerned } from './expected-concerned.ts';
import { makeWorld } from './make-world.ts';
import type { World } from './world.ts';

/** Names of the institutions that core's matching finds concerned, by certainty. */
function foundBy(document: CsafDocument, world: World): ReadonlyMap<string, readonly string[]> {
  const reading = readCsaf(document);
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  const found = new Map<string, readonly string[]>();
  for (const { entry, items } of world.institutions) {
    const certainties = matchAdvisory(reading.value, items, NO_ALIASES).flatMap(({ match }) =>
      match.kind === 'concerned' ? [match.certainty] : [],
    );
    if (certainties.length > 0) found.set(entry.name, certainties);
  }
  return found;
}

describe.each([178, 2_000])('in a world of %i, matching finds who the generator knows to be concerned', (scale) => {
  const world = makeWorld({ scale });
  const expected = expectedConcerned(world);
  const { first, revised } = demoAdvisories();

  test('by the first version, for certain where the version is told', () => {
    const found = foundBy(first, world);
    expect([...found.keys()]).toEqual(expected.first);
    const certain = [...found].filter(([, certainties]) => certainties.includes('certain')).map(([name]) => name);
    expect(certain).toEqual(expected.firstWithVersion);
  });

  test('by the last version', () => {
    expect([...foundBy(revised, world).keys()].toSorted()).toEqual([...expected.leftAlone, ...expected.revised].toSorted());
  });
});
