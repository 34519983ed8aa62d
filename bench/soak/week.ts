import type { Urgency } from '@forewarn/core/deliveries/urgency.ts';

/** What the CERT and its members do in the simulated week. Minutes count from Monday 00:00 UTC. */
export type Event = { readonly minute: number } & (
  | { readonly kind: 'advisory'; readonly number: number }
  | { readonly kind: 'warning'; readonly warning: number; readonly urgency: Urgency }
  | { readonly kind: 'update'; readonly warning: number; readonly urgency: Urgency }
  | { readonly kind: 'close'; readonly warning: number }
);

/** A Monday; in winter, so that no hour is doubled in the week. */
export const WEEK_BEGINS_MS = Date.UTC(2027, 0, 11);
export const DAY_MINUTES = 1_440;
export const ADVISORIES = 10;

/** Ten advisories through the week; act now on Monday with an update on Tuesday, this week on Wednesday, at maintenance (daily bundle) on Thursday. */
export const WEEK: readonly Event[] = [
  ...Array.from({ length: ADVISORIES }, (_, number): Event => ({ kind: 'advisory', number, minute: 400 + number * 1_007 })),
  { kind: 'warning', warning: 0, urgency: 'act-now', minute: at(0, 8) },
  { kind: 'update', warning: 0, urgency: 'act-now', minute: at(1, 13) },
  { kind: 'warning', warning: 1, urgency: 'this-week', minute: at(2, 9) },
  { kind: 'warning', warning: 2, urgency: 'at-maintenance', minute: at(3, 15) },
  { kind: 'close', warning: 0, minute: at(5, 10) },
];

/**
 * When institution so many answers a warning, in minutes after it heard of it; undefined: never. Three in five within hours, a quarter on the next
 * day, three in twenty never: those ring on to the call list.
 */
export function answersAfterMinutes(institution: number): number | undefined {
  const share = institution % 20;
  if (share < 12) return 4 + ((institution * 7) % 240);
  return share < 17 ? DAY_MINUTES + ((institution * 11) % 600) : undefined;
}

function at(day: number, hour: number): number {
  return day * DAY_MINUTES + hour * 60;
}
