import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { at, DUTCH, exampleVersion, NOW } from './example-warning.test-support.ts';
import { embargoOf, mayRelease, type Release } from './release.ts';

const draft: Release = {
  warning: { reference: 'FW-2026-0031', state: 'draft', releasedVersion: 0 },
  version: exampleVersion(),
  by: 'analyst',
  hears: true,
};
const open: Release = {
  ...draft,
  warning: { ...draft.warning, state: 'open', releasedVersion: 1 },
  version: exampleVersion({ version: 2, kind: 'update', texts: { nl: { ...DUTCH, whatChanged: 'Er is een update.' } } }),
};

const red = exampleVersion({
  tlp: 'RED',
  audience: { ...exampleVersion().audience, persons: [idOf<'Contact'>('ciska')] },
});

test('what is above GREEN is released by an analyst, RED to persons by name, and at the hour that an embargo ends', () => {
  for (const tlp of ['AMBER', 'AMBER+STRICT'] as const)
    expect(mayRelease({ ...draft, version: exampleVersion({ tlp }) }, NOW)).toBeUndefined();
  expect(mayRelease({ ...draft, version: red, notPersons: [] }, NOW)).toBeUndefined();
  const version = exampleVersion({ embargoUntil: at('2026-11-22T15:00:00Z') });
  expect(mayRelease({ ...draft, version, matterEmbargoUntil: NOW }, NOW)).toBeUndefined();
  expect(embargoOf({ version, matterEmbargoUntil: NOW })).toBe(NOW);
});

test('an analyst releases a complete draft that somebody hears', () => {
  expect(mayRelease(draft, NOW)).toBeUndefined();
  expect(mayRelease(open, NOW)).toBeUndefined();
  expect(mayRelease({ ...open, hears: false }, NOW)).toBeUndefined(); // a revision that nobody need hear is still released
});

test.each<[string, Release, string]>([
  ['TLP:RED to nobody by name', { ...draft, version: exampleVersion({ tlp: 'RED' }) }, 'red-without-persons'],
  ['TLP:RED to a mailbox of several', { ...draft, version: red, notPersons: ['Piket Lindemark'] }, 'red-to-group'],
  ['above GREEN by a rule', { ...draft, by: 'rule', version: exampleVersion({ urgency: 'this-week', tlp: 'AMBER' }) }, 'label-by-rule'],
  ['under embargo', { ...draft, version: exampleVersion({ embargoUntil: at('2026-11-23T15:00:00.001Z') }) }, 'under-embargo'],
  ['of a matter that is under embargo', { ...draft, matterEmbargoUntil: at('2026-11-24T08:00:00Z') }, 'under-embargo'],
  ['act now by a rule', { ...draft, by: 'rule' }, 'act-now-by-rule'],
  ['act now by a rule even where it is a later version', { ...open, by: 'rule' }, 'act-now-by-rule'],
  ['without a step', { ...draft, version: exampleVersion({ texts: { nl: { ...DUTCH, actions: [] } } }) }, 'text-incomplete'],
  [
    'a second version that does not say what changed',
    { ...open, version: exampleVersion({ version: 2, kind: 'update' }) },
    'text-incomplete',
  ],
  ['to nobody', { ...draft, hears: false }, 'nobody-concerned'],
  ['the same version twice', { ...open, warning: { ...open.warning, releasedVersion: 2 } }, 'version-released'],
  ['an update of a draft', { ...open, warning: draft.warning }, 'warning-draft'],
  ['a first version of what is open', { ...draft, warning: open.warning }, 'warning-open'],
])('refused: %s', (_what, release, code) => {
  expect(mayRelease(release, NOW)).toMatchObject({ kind: 'refusal', code });
});

test('nothing goes out on a withdrawn warning, and the refusal says since when', () => {
  const entered = { at: at('2026-05-03T14:00:00Z'), by: 'A. Analyst' };
  expect(mayRelease({ ...open, warning: { ...open.warning, state: 'withdrawn' }, entered }, NOW)?.message).toMatch(
    /withdrawn \(on Sunday 3 May 2026, 16.00 by A. Analyst\)/,
  );
});

test('a rule releases what is not urgent; the analyst may release what nobody hears', () => {
  expect(mayRelease({ ...draft, by: 'rule', version: exampleVersion({ urgency: 'this-week' }) }, NOW)).toBeUndefined();
  expect(mayRelease({ ...draft, hears: false, evenIfNobody: true }, NOW)).toBeUndefined();
});
