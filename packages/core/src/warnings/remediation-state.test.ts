import { expect, test } from 'vitest';
import { remediationState } from './remediation-state.ts';

test('who answers nothing, does not know, needs help or accepts the risk has not mended it', () => {
  expect(remediationState({})).toBe('not-remediated');
  for (const answer of ['dont-know', 'need-help', 'risk-accepted'] as const)
    expect(remediationState({ answer: { answer, confirmed: true } })).toBe('not-remediated');
});

test('working on it, forwarded and worked around are in progress; fixed is done', () => {
  for (const answer of ['working', 'forwarded', 'worked-around'] as const)
    expect(remediationState({ answer: { answer, confirmed: false } })).toBe('in-progress');
  expect(remediationState({ answer: { answer: 'fixed', confirmed: false } })).toBe('done');
});

test('"not affected" ends it once somebody who is known says so; a version that is fixed ends it by itself', () => {
  expect(remediationState({ answer: { answer: 'not-affected', confirmed: false } })).toBe('not-remediated');
  expect(remediationState({ answer: { answer: 'not-affected', confirmed: true } })).toBe('done');
  expect(remediationState({ because: 'fixed' })).toBe('done');
  expect(remediationState({ because: 'version-not-affected' })).toBe('not-remediated');
});
