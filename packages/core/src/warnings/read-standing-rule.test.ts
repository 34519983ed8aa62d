import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStandingRule } from './read-standing-rule.ts';

const rule = {
  name: 'Kritiek en zeker',
  condition: {
    anyOf: [
      { certaintyAtLeast: 'certain', severityMin: 9 },
      { certaintyAtLeast: 'likely', exploited: true },
    ],
  },
  urgency: 'this-week',
};

test('a rule is read; it drafts only, unless automatic release is asked for', () => {
  expect(readStandingRule(rule)).toEqual({
    kind: 'read',
    problems: [],
    value: { ...rule, condition: { ...rule.condition, tlpMax: 'GREEN' }, automaticRelease: false, enabled: true },
  });
  expect(readStandingRule({ ...rule, automaticRelease: true, enabled: false })).toMatchObject({
    value: { automaticRelease: true, enabled: false },
  });
});

test.each<[string, unknown, string]>([
  ['act now released by itself', { ...rule, urgency: 'act-now', automaticRelease: true }, '/automaticRelease act-now-by-rule'],
  ['no name', { ...rule, name: '' }, '/name name-missing'],
  ['no urgency', { ...rule, urgency: 'soon' }, '/urgency urgency-unknown'],
  ['no test: it would always fire, or never', { ...rule, condition: { anyOf: [] } }, '/condition/anyOf condition-missing'],
  ['a condition that we do not know', { ...rule, condition: { ...rule.condition, epss: 0.9 } }, '/condition/epss field-unknown'],
  [
    'a test without certainty',
    { ...rule, condition: { anyOf: [{ severityMin: 9 }] } },
    '/condition/anyOf/0/certaintyAtLeast certainty-unknown',
  ],
  [
    'a score of 11',
    { ...rule, condition: { anyOf: [{ certaintyAtLeast: 'certain', severityMin: 11 }] } },
    '/condition/anyOf/0/severityMin severity-unreadable',
  ],
  [
    'not exploited as a reason',
    { ...rule, condition: { anyOf: [{ certaintyAtLeast: 'certain', exploited: false }] } },
    '/condition/anyOf/0/exploited exploited-unreadable',
  ],
  ['a label that there is not', { ...rule, condition: { ...rule.condition, tlpMax: 'PURPLE' } }, '/condition/tlpMax label-unknown'],
  ['yes as a word', { ...rule, automaticRelease: 'yes' }, '/automaticRelease yes-or-no'],
])('%s is refused at its place', (_what, handedIn, problem) => {
  const reading = readStandingRule(handedIn);
  expect(reading.kind).toBe('unreadable');
  expect(reading.problems.map(({ at, code }) => `${at} ${code}`)).toContain(problem);
});

test('act now may be drafted by a rule, for a person to release', () => {
  expect(readStandingRule({ ...rule, urgency: 'act-now' }).kind).toBe('read');
});

test('reading never throws', () => {
  fc.assert(fc.property(fc.anything(), (anything) => void readStandingRule(anything)));
  fc.assert(fc.property(fc.anything(), (anything) => void readStandingRule({ ...rule, condition: { anyOf: [anything] } })));
});
