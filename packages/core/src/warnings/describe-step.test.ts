import { expect, test } from 'vitest';
import { describeStep } from './describe-step.ts';
import type { ActionStep } from './warning.ts';
import { words } from './words.ts';

test.each<[ActionStep, string, string]>([
  [{ text: 'Werk bij.' }, 'Werk bij.', 'Werk bij.'],
  [
    { text: 'Werk bij.', role: 'system-administrator', withinHours: 4 },
    'Werk bij. (wie: systeembeheerder; binnen 4 uur)',
    'Werk bij. (who: system administrator; within 4 hours)',
  ],
  [{ text: 'Werk bij.', withinHours: 1 }, 'Werk bij. (binnen 1 uur)', 'Werk bij. (within 1 hour)'],
  [{ text: 'Werk bij.', withinHours: 24 }, 'Werk bij. (binnen 24 uur)', 'Werk bij. (within 24 hours)'],
  [{ text: 'Werk bij.', withinHours: 168 }, 'Werk bij. (binnen 7 dagen)', 'Werk bij. (within 7 days)'],
  [{ text: 'Werk bij.', withinHours: 50 }, 'Werk bij. (binnen 50 uur)', 'Werk bij. (within 50 hours)'],
])('%o', (step, dutch, english) => {
  expect(describeStep(step, words('nl'))).toBe(dutch);
  expect(describeStep(step, words('en'))).toBe(english);
});
