import { expect, test } from 'vitest';
import { spanText } from '../span-text.ts';
import { readEvents } from './read-events.ts';

const spans = (...events: readonly object[]) =>
  readEvents({ value: events, at: '' }, 'semver').map((span) => spanText('semver', span).text);

test.each<[string, readonly object[], readonly string[]]>([
  ['from the first version to a fix', [{ introduced: '0' }, { fixed: '1.10.3' }], ['vers:semver/<1.10.3']],
  ['never fixed', [{ introduced: '2.0.0' }], ['vers:semver/>=2.0.0']],
  ['every version', [{ introduced: '0' }], ['vers:semver/*']],
  ['the last affected one is affected', [{ introduced: '1.0.0' }, { last_affected: '1.4.0' }], ['vers:semver/>=1.0.0|<=1.4.0']],
  [
    'in any order, several times',
    [{ introduced: '0' }, { introduced: '2.0.0' }, { fixed: '2.0.1' }, { fixed: '1.3.2' }],
    ['vers:semver/<1.3.2', 'vers:semver/>=2.0.0|<2.0.1'],
  ],
  [
    'introduced again where it was fixed',
    [{ introduced: '1.0.0' }, { fixed: '2.0.0' }, { introduced: '2.0.0' }],
    ['vers:semver/>=1.0.0|<2.0.0', 'vers:semver/>=2.0.0'],
  ],
  ['a limit that is none', [{ introduced: '1.0.0' }, { limit: '*' }], ['vers:semver/>=1.0.0']],
  ['a limit', [{ introduced: '1.0.0' }, { limit: '3.0.0' }], ['vers:semver/>=1.0.0|<3.0.0']],
  ['a bound that is none makes the range wider', [{ introduced: '1.0.0' }, { fixed: '< 2' }], ['vers:semver/>=1.0.0']],
  ['a fix of what never began', [{ fixed: '1.0.0' }], []],
])('%s', (_case, events, expected) => {
  expect(spans(...events)).toEqual(expected);
});
