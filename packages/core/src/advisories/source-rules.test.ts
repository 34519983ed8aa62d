import { expect, test } from 'vitest';
import { ruleOn, SOURCE_RULES, SOURCE_KINDS, TOPICS, type SourceRule } from './source-rules.ts';

test('each topic has a rule from the day on that it is in force, and its later row takes its place', () => {
  for (const topic of TOPICS) expect(ruleOn(topic, '2026-11-25')?.topic).toBe(topic);
  expect(ruleOn('score', '2026-10-31')).toBeUndefined();
  const later: SourceRule = { id: 'x', topic: 'score', from: '2027-01-01', decides: 'first', order: ['nvd'], sentence: { nl: '', en: '' } };
  const rules = [later, ...SOURCE_RULES];
  expect([ruleOn('score', '2026-12-31', rules)?.id, ruleOn('score', '2027-01-01', rules)?.id]).toEqual(['score-highest', 'x']);
});

test('every kind of source has its place in every rule', () => {
  for (const { order } of SOURCE_RULES) expect(order.toSorted()).toEqual([...SOURCE_KINDS].toSorted());
});
