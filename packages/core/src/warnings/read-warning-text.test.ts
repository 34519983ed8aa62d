import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DUTCH } from './example-warning.test-support.ts';
import { readWarningText } from './read-warning-text.ts';

const first = { version: 1, kind: 'initial', urgency: 'act-now' } as const;
const second = { version: 2, kind: 'update', urgency: 'act-now' } as const;

test('a complete text is read as it is, paragraphs kept', () => {
  expect(readWarningText({ nl: DUTCH }, first)).toEqual({ kind: 'read', problems: [], value: { nl: DUTCH } });
});

test.each<[string, unknown, Parameters<typeof readWarningText>[1], string]>([
  ['no Dutch', { en: DUTCH }, first, '/nl dutch-missing'],
  ['no title', { nl: { ...DUTCH, title: ' ' } }, first, '/nl/title title-missing'],
  ['a title over 80 characters', { nl: { ...DUTCH, title: 'x'.repeat(81) } }, first, '/nl/title too-long'],
  ['no summary', { nl: { ...DUTCH, summary: undefined } }, first, '/nl/summary summary-missing'],
  ['no step', { nl: { ...DUTCH, actions: [] } }, first, '/nl/actions action-missing'],
  ['an empty step', { nl: { ...DUTCH, actions: [{ text: '' }] } }, first, '/nl/actions/0 step-empty'],
  ['a role that there is not', { nl: { ...DUTCH, actions: [{ text: 'x', role: 'hacker' }] } }, first, '/nl/actions/0/role role-unknown'],
  ['no time at all', { nl: { ...DUTCH, actions: [{ text: 'x', withinHours: 0 }] } }, first, '/nl/actions/0/withinHours hours-unreadable'],
  [
    'more steps than anybody does',
    { nl: { ...DUTCH, actions: Array.from({ length: 21 }, () => ({ text: 'x' })) } },
    first,
    '/nl/actions too-many-steps',
  ],
  ['not what changed in version 2', { nl: DUTCH }, second, '/nl/whatChanged what-changed-missing'],
  ['not why it is withdrawn', { nl: DUTCH }, { ...second, kind: 'withdrawal' }, '/nl/whatChanged what-changed-missing'],
  ['other steps in English', { nl: DUTCH, en: { ...DUTCH, actions: DUTCH.actions.slice(1) } }, first, '/en/actions steps-differ'],
  ['English that is no text', { nl: DUTCH, en: 'later' }, first, '/en text-unreadable'],
])('%s: said at its place', (_what, handedIn, of, problem) => {
  const reading = readWarningText(handedIn, of);
  expect(reading.kind).toBe('unreadable');
  expect(reading.problems.map(({ at, code }) => `${at} ${code}`)).toContain(problem);
});

test('what is for information, or withdraws, need not ask anything', () => {
  const nl = { ...DUTCH, actions: [], whatChanged: 'Het bericht klopte niet.' };
  expect(readWarningText({ nl }, { ...first, urgency: 'for-information' }).kind).toBe('read');
  expect(readWarningText({ nl }, { ...second, kind: 'withdrawal' }).kind).toBe('read');
});

test('line ends of any machine are paragraphs; other control characters are gone', () => {
  const reading = readWarningText({ nl: { ...DUTCH, summary: 'Een.\r\nTwee.\u0000\u0007', title: 'Lek\nin EPD' } }, first);
  expect(reading).toMatchObject({ kind: 'read', value: { nl: { summary: 'Een.\nTwee.', title: 'Lek in EPD' } } });
});

test('reading never throws', () => {
  fc.assert(fc.property(fc.anything(), (anything) => void readWarningText(anything, second)));
  fc.assert(fc.property(fc.anything(), (anything) => void readWarningText({ nl: anything, en: { actions: [anything] } }, second)));
});
