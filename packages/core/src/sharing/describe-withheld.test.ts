import { expect, test } from 'vitest';
import { describeWithheld } from './describe-withheld.ts';
import { NOT_RECEIVED_BECAUSE } from './sharing.ts';

test.each(NOT_RECEIVED_BECAUSE)('%s is said in Dutch and in English, and never calls customers "cliënten", who are patients', (because) => {
  for (const language of ['nl', 'en'] as const) {
    expect(describeWithheld(because, language)).toMatch(/^[A-Z].*\.$/);
    expect(describeWithheld(because, language)).not.toMatch(/cli[eë]nt/i);
  }
});
