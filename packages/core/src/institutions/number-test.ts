import { instantOf, millisecondsOf, type Instant } from '../basics/instant.ts';

/** What came of a test call; stored spelling, as of the calls of follow-up. */
export const TEST_CALL_OUTCOMES = ['spoken', 'voicemail', 'no-answer', 'wrong-number'] as const;
export type TestCallOutcome = (typeof TEST_CALL_OUTCOMES)[number];

export type TestCall = { readonly askedAt: Instant; readonly calledAt?: Instant; readonly outcome?: TestCallOutcome };

/**
 * Whether a number for the night is known to work. `waiting`: the CERT has it on its list. `failed`: at the last call nobody spoke. `due`: it
 * worked, more than a year ago. `never`: nobody tried it.
 */
export type NumberTest = {
  readonly state: 'never' | 'waiting' | 'good' | 'failed' | 'due';
  readonly lastOutcome?: TestCallOutcome;
  readonly lastSpokenAt?: Instant;
  /** When it is to be tried again; absent where it is already. */
  readonly testBy?: Instant;
};

const TEST_EVERY_MONTHS = 12;

/** `calls` of one contact, in any order. */
export function numberTest(calls: readonly TestCall[], now: Instant): NumberTest {
  const made = calls
    .flatMap(({ calledAt, outcome }) => (calledAt === undefined || outcome === undefined ? [] : [{ calledAt, outcome }]))
    .toSorted((a, b) => millisecondsOf(b.calledAt) - millisecondsOf(a.calledAt));
  const lastOutcome = made[0]?.outcome;
  const lastSpokenAt = made.find(({ outcome }) => outcome === 'spoken')?.calledAt;
  const known = { ...(lastOutcome === undefined ? {} : { lastOutcome }), ...(lastSpokenAt === undefined ? {} : { lastSpokenAt }) };
  if (calls.some(({ calledAt }) => calledAt === undefined)) return { state: 'waiting', ...known };
  if (lastOutcome === undefined) return { state: 'never', ...known };
  if (lastOutcome !== 'spoken' || lastSpokenAt === undefined) return { state: 'failed', ...known };
  const testBy = yearAfter(lastSpokenAt);
  return testBy <= now ? { state: 'due', ...known } : { state: 'good', ...known, testBy };
}

function yearAfter(at: Instant): Instant {
  const due = new Date(millisecondsOf(at));
  due.setUTCMonth(due.getUTCMonth() + TEST_EVERY_MONTHS);
  return instantOf(due.getTime());
}
