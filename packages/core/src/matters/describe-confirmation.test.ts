import { expect, test } from 'vitest';
import { describeConfirmation } from './describe-confirmation.ts';

test.each([
  [{ kind: 'confirmed' }, 'bevestigd', 'confirmed'],
  [{ kind: 'unconfirmed' }, 'onbevestigd', 'unconfirmed'],
  [
    { kind: 'claim-of', claimant: 'Meridiaan\nZorgsoftware' },
    'bewering van Meridiaan Zorgsoftware, niet bevestigd',
    'claim of Meridiaan Zorgsoftware, not confirmed',
  ],
] as const)('%o reads in both languages, a claim always with its claimant', (confirmation, dutch, english) => {
  expect(describeConfirmation(confirmation, 'nl')).toBe(dutch);
  expect(describeConfirmation(confirmation, 'en')).toBe(english);
});
