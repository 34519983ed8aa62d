import { describe, expect, test } from 'vitest';
import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import { matchAdvisory } from '@forewarn/core/matching/match-advisory.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { demoAdvisories, type CsafDocument } from './demo-advisory.ts';
import { expectedConcerned } from './expected-concerned.ts';
import { makeWorld } from './make-world.ts';
import type { World } from './world.ts';

/** The institutions that core's matching finds concerned, by name, with how sure it is of each line. */
function foundBy(document: CsafDocument, world: World): ReadonlyMap<string, readonly string[]> {
  const reading = readCsaf(document);
  if (reading.kind === 'unreadable') throw new Error(reading.problems[0]?.message);
  const lines = [...world.institutions].flatMap(({ entry, items }) => items.map((item) => ({ ...item, institution: entry.name })));
  const found = new Map<string, string[]>();
  for (const { item, match } of matchAdvisory(reading.value, lines, NO_ALIASES)) {
    if (match.kind === 'concerned') found.set(item.institution, [...(found.get(item.institution) ?? []), match.certainty]);
  }
  return found;
}

describe.each([178, 600])('in a world of %i, matching finds who the generator knows to be concerned', (scale) => {
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
