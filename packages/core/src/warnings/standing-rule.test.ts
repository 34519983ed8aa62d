import { expect, test } from 'vitest';
import { ruleFires, type RuleCondition } from './standing-rule.ts';

/** "Certain match and CVSS 9 or more, or exploited." */
const condition: RuleCondition = {
  anyOf: [
    { certaintyAtLeast: 'certain', severityMin: 9 },
    { certaintyAtLeast: 'possible', exploited: true },
  ],
  tlpMax: 'GREEN',
};
const advisory = { severity: 9.8, exploited: false, strongest: 'certain', tlp: 'CLEAR' } as const;

test.each<[string, Partial<Omit<Parameters<typeof ruleFires>[0], 'rule'>>, boolean]>([
  ['a critical flaw that certainly concerns somebody', {}, true],
  ['the limit itself', { severity: 9 }, true],
  ['just under the limit', { severity: 8.9 }, false],
  ['likely is not certain', { strongest: 'likely' }, false],
  ['no score meets no limit', { severity: undefined }, false],
  ['exploited, and possible is enough', { severity: undefined, exploited: true, strongest: 'possible' }, true],
  ['exploited, but merely for information', { exploited: true, strongest: 'for-information', severity: undefined }, false],
  ['nobody is concerned', { exploited: true, strongest: undefined }, false],
  ['a label that is left to a person', { tlp: 'AMBER' }, false],
])('%s', (_what, change, fires) => {
  expect(ruleFires({ rule: { condition, enabled: true }, ...advisory, ...change })).toBe(fires);
});

test('a rule that is switched off drafts nothing, and one without tests neither', () => {
  expect(ruleFires({ rule: { condition, enabled: false }, ...advisory })).toBe(false);
  expect(ruleFires({ rule: { condition: { anyOf: [], tlpMax: 'RED' }, enabled: true }, ...advisory })).toBe(false);
});
