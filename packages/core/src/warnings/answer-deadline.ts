import { secondsLater, type Instant } from '../basics/instant.ts';
import type { ContactRole } from '../institutions/contact.ts';
import type { ActionStep, Urgency } from './warning.ts';

/** Hours within which something is done where no step says so; our choice, decision record 028. What is for information has no deadline. */
const HOURS_OF: Readonly<Record<Urgency, number | undefined>> = {
  'act-now': 24,
  'this-week': 7 * 24,
  'at-maintenance': 30 * 24,
  'for-information': undefined,
};

export type StepDue = { readonly text: string; readonly role?: ContactRole; readonly dueAt?: Instant };

/** Each step of "Doe nu" with the moment at which it is due, in the order of the warning. */
export function stepsDue(steps: readonly ActionStep[], askedAt: Instant): readonly StepDue[] {
  return steps.map(({ text, role, withinHours }) => ({
    text,
    ...(role === undefined ? {} : { role }),
    ...(withinHours === undefined ? {} : { dueAt: hoursLater(askedAt, withinHours) }),
  }));
}

/**
 * When an institution that was asked at `askedAt` should be ready: its first step until it has begun, its last one once it works on it. A
 * warning whose steps name no time has the time of its urgency. Undefined where nothing is asked.
 */
export function answerDeadline({
  urgency,
  steps,
  askedAt,
  hasBegun,
}: {
  readonly urgency: Urgency;
  readonly steps: readonly ActionStep[];
  readonly askedAt: Instant;
  readonly hasBegun: boolean;
}): Instant | undefined {
  const usual = HOURS_OF[urgency];
  if (usual === undefined) return undefined;
  const hours = steps.flatMap(({ withinHours }) => withinHours ?? []);
  if (hours.length === 0) return hoursLater(askedAt, usual);
  return hoursLater(askedAt, hasBegun ? Math.max(...hours) : Math.min(...hours));
}

function hoursLater(from: Instant, hours: number): Instant {
  return secondsLater(from, Math.round(hours * 3600));
}
