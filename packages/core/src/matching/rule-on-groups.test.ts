import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { readItemVersions } from '../products/read-version.ts';
import { advisoryOf, lineOf } from './example-match.test-support.ts';
import { findLikestGroups } from './find-likest-groups.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem, prepareName } from './prepare-item.ts';
import { ruleOnGroups } from './rule-on-groups.ts';

const advisory = prepareAdvisory(
  advisoryOf(
    [
      { id: 'a', name: 'Meridiaan EPD', range: 'vers:generic/<6.2' },
      { id: 'f', name: 'Meridiaan EPD', version: '6.2' },
    ],
    { known_affected: ['a'], fixed: ['f'] },
  ),
  NO_ALIASES,
);

function outcomesOf(versions: string) {
  const found = findLikestGroups(advisory, prepareName(lineOf(), NO_ALIASES));
  const ruling = found && ruleOnGroups(advisory, readItemVersions(versions), found);
  return {
    kinds: ruling?.all.map(({ kind }) => kind),
    strongest: ruling?.strongest.map(({ claim }) => claim.product.id),
    verdict: ruling?.verdict,
  };
}

test('of several versions the strongest answer of each vulnerability stands', () => {
  expect(outcomesOf('6.2, 6.1')).toMatchObject({ kinds: ['affected'], strongest: ['a'], verdict: { certainty: 'certain' } });
  expect(outcomesOf('6.2')).toMatchObject({ kinds: ['fixed'], verdict: { kind: 'not-concerned', because: 'fixed' } });
});

test('a line without a version is not told to be certain, for one version is fixed', () => {
  expect(outcomesOf('').verdict).toEqual({ kind: 'concerned', reason: 'product-version-unknown', certainty: 'likely' });
});

test.each([
  ['Poort', 'Poort V2', '3.0.1', 'likely'],
  ['Poort', 'Poort V2', undefined, 'likely'],
  ['Poort', 'Poort V2', 'V2.1', 'certain'],
  ['Poort V2', 'Poort', '3.0.1', 'likely'],
  ['Poort V2', 'Poort V2', '3.0.1', 'certain'],
  ['Poort V3', 'Poort', 'V3.0.1', 'certain'],
  ['Poort', 'Poort', '3.0.1', 'certain'],
] as const)(
  'an advisory on %s and a line "%s", version %s: %s, for a V behind a name may be another generation',
  (name, product, version, certainty) => {
    const one = prepareAdvisory(advisoryOf([{ id: 'a', name, range: '<V3.2' }], { known_affected: ['a'] }), NO_ALIASES);
    const item = prepareItem(lineOf({ product, version }), NO_ALIASES);
    const found = findLikestGroups(one, item);
    expect(found && ruleOnGroups(one, item.versions, found)?.verdict).toMatchObject({ kind: 'concerned', certainty });
  },
);

test.each([
  ['Poort CC V5.0', '<V5.0 QU1', 'Poort CC V5.0', undefined, 'likely'],
  ['Poort OA V3.19', '<V3.19_P020', 'Poort OA V3.19', undefined, 'likely'],
  ['Poort CC V5.0', '<V5.0 QU1', 'Poort CC V5.0', 'V5.0 QU2', undefined],
  ['Poort CC V5.0', '<V5.0 QU3', 'Poort CC V5.0', 'V5.0 QU2', 'certain'],
] as const)(
  'an advisory on %s %s and a line "%s", version %s: %s, for a version that is in both names tells of no update',
  (name, range, product, version, certainty) => {
    const one = prepareAdvisory(advisoryOf([{ id: 'a', name, range }], { known_affected: ['a'] }), NO_ALIASES);
    const item = prepareItem(lineOf({ product, version }), NO_ALIASES);
    const found = findLikestGroups(one, item);
    const verdict = found && ruleOnGroups(one, item.versions, found)?.verdict;
    expect(verdict).toMatchObject(certainty === undefined ? { kind: 'not-concerned' } : { kind: 'concerned', certainty });
  },
);
