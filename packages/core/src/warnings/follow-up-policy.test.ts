import { expect, test } from 'vitest';
import { FOLLOW_UP_POLICIES, followUpPolicyFor } from './follow-up-policy.ts';
import { URGENCIES } from './warning.ts';

test('every urgency has a policy, and its steps are in order of time', () => {
  for (const urgency of URGENCIES) {
    for (const managedBy of ['institution', 'it-provider'] as const) {
      const policy = followUpPolicyFor(FOLLOW_UP_POLICIES, { urgency, managedBy });
      const minutes = policy?.steps.map(({ afterMinutes }) => afterMinutes);
      expect(minutes).toEqual(minutes?.toSorted((a, b) => a - b));
    }
  }
});

test('act now: another door after a quarter, another person after half an hour, the telephone after an hour', () => {
  expect(followUpPolicyFor(FOLLOW_UP_POLICIES, { urgency: 'act-now', managedBy: 'institution' })?.steps).toEqual([
    { afterMinutes: 15, action: 'next-channel' },
    { afterMinutes: 30, action: 'next-contact' },
    { afterMinutes: 60, action: 'call-list' },
  ]);
});

test('what an IT provider manages asks the provider first', () => {
  const managed = followUpPolicyFor(FOLLOW_UP_POLICIES, { urgency: 'act-now', managedBy: 'it-provider' });
  expect(managed?.first[0]).toBe('it-provider');
});

test('an institution whose size is not known is not taken for a small one', () => {
  const small = { name: 'small', urgency: 'act-now', staffBelow: 50, first: [], steps: [] } as const;
  const any = { name: 'any', urgency: 'act-now', first: [], steps: [] } as const;
  const nameFor = (staff?: number) => followUpPolicyFor([small, any], { urgency: 'act-now', staff, managedBy: 'institution' })?.name;
  expect([nameFor(49), nameFor(50), nameFor()]).toEqual(['small', 'any', 'any']);
});

test('where no policy fits nobody is chased', () => {
  expect(followUpPolicyFor([], { urgency: 'act-now', managedBy: 'institution' })).toBeUndefined();
});
