import { expect, test } from 'vitest';
import { decideWarnings } from './decide-warnings.ts';
import { asIs, at, concerns, DUTCH, exampleReason, exampleVersion, lindemark } from './example-warning.test-support.ts';
import { mayRelease, type Release } from './release.ts';

const draft: Release = {
  warning: { reference: 'FW-2026-0031', state: 'draft', releasedVersion: 0 },
  version: exampleVersion(),
  by: 'analyst',
  decisions: decideWarnings({ version: exampleVersion(), concerned: [concerns(lindemark)], earlier: [] }, asIs),
};
const open: Release = {
  ...draft,
  warning: { ...draft.warning, state: 'open', releasedVersion: 1 },
  version: exampleVersion({ version: 2, kind: 'update', texts: { nl: { ...DUTCH, whatChanged: 'Er is een update.' } } }),
};

test('an analyst releases a complete draft that somebody hears', () => {
  expect(mayRelease(draft)).toBeUndefined();
  expect(mayRelease(open)).toBeUndefined();
  expect(mayRelease({ ...open, decisions: [] })).toBeUndefined(); // a revision that nobody need hear is still released
});

test.each<[string, Release, string]>([
  ['above GREEN, until readers can sign in', { ...draft, version: exampleVersion({ tlp: 'AMBER' }) }, 'label-needs-sign-in'],
  ['act now by a rule', { ...draft, by: 'rule' }, 'act-now-by-rule'],
  ['act now by a rule even where it is a later version', { ...open, by: 'rule' }, 'act-now-by-rule'],
  ['without a step', { ...draft, version: exampleVersion({ texts: { nl: { ...DUTCH, actions: [] } } }) }, 'text-incomplete'],
  [
    'a second version that does not say what changed',
    { ...open, version: exampleVersion({ version: 2, kind: 'update' }) },
    'text-incomplete',
  ],
  ['to nobody', { ...draft, decisions: [] }, 'nobody-concerned'],
  [
    'to nobody but who is outside its audience',
    {
      ...draft,
      decisions: decideWarnings(
        { version: exampleVersion(), concerned: [concerns(lindemark, exampleReason({ certainty: 'for-information' }))], earlier: [] },
        asIs,
      ),
    },
    'nobody-concerned',
  ],
  ['the same version twice', { ...open, warning: { ...open.warning, releasedVersion: 2 } }, 'version-released'],
  ['an update of a draft', { ...open, warning: draft.warning }, 'warning-draft'],
  ['a first version of what is open', { ...draft, warning: open.warning }, 'warning-open'],
])('refused: %s', (_what, release, code) => {
  expect(mayRelease(release)).toMatchObject({ kind: 'refusal', code });
});

test('nothing goes out on a withdrawn warning, and the refusal says since when', () => {
  const entered = { at: at('2026-05-03T14:00:00Z'), by: 'A. Analyst' };
  expect(mayRelease({ ...open, warning: { ...open.warning, state: 'withdrawn' }, entered })?.message).toMatch(
    /withdrawn \(on Sunday 3 May 2026, 16.00 by A. Analyst\)/,
  );
});

test('a rule releases what is not urgent; the analyst may release what nobody hears', () => {
  expect(mayRelease({ ...draft, by: 'rule', version: exampleVersion({ urgency: 'this-week' }) })).toBeUndefined();
  expect(mayRelease({ ...draft, decisions: [], evenIfNobody: true })).toBeUndefined();
});
