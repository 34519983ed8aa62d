import { millisecondsOf, type Instant } from '../basics/instant.ts';
import type { Matter } from '../matters/matter.ts';
import type { ProductKind } from '../products/catalogue/catalogue.ts';
import { foldName } from '../products/fold-name.ts';
import { dayAfter, instantOfLocal, localTimeOf, minuteOf, WEEKDAYS, weekdayOf, type LocalTime } from './local-time.ts';
import type { Urgency } from './urgency.ts';
import type { Away, Hours, Topics, Wishes } from './wishes.ts';

/** What wishes can be about, of one message to one institution. */
export type MessageFacts = {
  readonly urgency: Urgency;
  /** It withdraws or corrects what was said: whoever acts on that must hear it now. */
  readonly takesBack?: boolean;
  /** The highest CVSS base score, 0.0 to 10.0; absent where there is none. */
  readonly severity?: number;
  /** What the institution is told it for; empty where it names none. */
  readonly suppliers?: readonly string[];
  /** Of the products that the catalogue knows; `undefined` among them for each that it does not. */
  readonly kinds?: readonly (ProductKind | undefined)[];
  readonly matter?: Matter['kind'];
};

/** Why a message waits for the bundle; stored spelling. */
export const HELD_BECAUSE = ['outside-topics', 'below-floor', 'below-severity', 'outside-hours'] as const;
export type HeldBecause = (typeof HELD_BECAUSE)[number];

export type Arrival =
  | { readonly kind: 'at-once'; readonly because: 'act-now' | 'takes-back' | 'as-wished' }
  | { readonly kind: 'bundled'; readonly because: HeldBecause; /** When the bundle goes. */ readonly at: Instant };

type Rule = {
  readonly leads: 'act-now' | 'takes-back' | HeldBecause;
  readonly holds: (facts: MessageFacts, wishes: Wishes, now: Instant) => boolean;
};

/** The table: the first rule that holds decides; where none does it comes at once. What may break through stands before every wish. */
const RULES: readonly Rule[] = [
  { leads: 'act-now', holds: ({ urgency }) => urgency === 'act-now' },
  { leads: 'takes-back', holds: ({ takesBack }) => takesBack === true },
  { leads: 'outside-topics', holds: (facts, { topics }) => topics !== undefined && !isOfTopics(facts, topics) },
  { leads: 'below-floor', holds: ({ urgency }, { floor }) => URGENCY_ORDER[urgency] > URGENCY_ORDER[floor] },
  {
    leads: 'below-severity',
    holds: ({ severity }, { severityMin }) => severity !== undefined && severityMin !== undefined && severity < severityMin,
  },
  { leads: 'outside-hours', holds: (_, { hours, zone }, now) => hours !== undefined && !isWithin(localTimeOf(now, zone), hours) },
];

const URGENCY_ORDER: Readonly<Record<Urgency, number>> = { 'act-now': 0, 'this-week': 1, 'at-maintenance': 2, 'for-information': 3 };

/** Decides when a message comes to a contact: now, or in the next bundle and why. Only *act now* and what takes something back pass every wish. */
export function decideArrival(facts: MessageFacts, wishes: Wishes, now: Instant): Arrival {
  const rule = RULES.find(({ holds }) => holds(facts, wishes, now));
  if (rule === undefined) return { kind: 'at-once', because: 'as-wished' };
  if (rule.leads === 'act-now' || rule.leads === 'takes-back') return { kind: 'at-once', because: rule.leads };
  return { kind: 'bundled', because: rule.leads, at: nextBundleAt(wishes, now) };
}

/** When the next bundle goes, later than now: the first of its days on which the clock in the contact's zone still has to show its time. */
export function nextBundleAt({ zone, bundle }: Pick<Wishes, 'zone' | 'bundle'>, now: Instant): Instant {
  const minute = minuteOf(bundle.at) ?? 0;
  const days = bundle.days.length === 0 ? WEEKDAYS : bundle.days;
  let { day } = localTimeOf(now, zone);
  for (;;) {
    const at = instantOfLocal(day, minute, zone);
    if (days.includes(weekdayOf(day)) && millisecondsOf(at) > millisecondsOf(now)) return at;
    day = dayAfter(day);
  }
}

/** The holiday that somebody is on, by the clock of their zone. */
export function awayNow({ zone, away }: Pick<Wishes, 'zone' | 'away'>, now: Instant): Away | undefined {
  if (away.length === 0) return undefined;
  const { day } = localTimeOf(now, zone);
  return away.find(({ from, until }) => from <= day && day <= until);
}

/** Any one part suffices; what the catalogue does not know may be of any kind (DESIGN §3.6). */
export function isOfTopics({ suppliers, kinds, matter }: MessageFacts, topics: Topics): boolean {
  if (matter !== undefined && topics.matters.includes(matter)) return true;
  const wanted = new Set(topics.suppliers.map(foldName));
  if (suppliers?.some((name) => wanted.has(foldName(name))) === true) return true;
  if (topics.kinds.length > 0 && kinds?.some((kind) => kind === undefined || topics.kinds.includes(kind)) === true) return true;
  // It names nothing that could be compared.
  return matter === undefined && (suppliers ?? []).length === 0 && (kinds ?? []).length === 0;
}

/** Hours that end before they begin end on the day after: who works nights. */
function isWithin({ day, minute, weekday }: LocalTime, { days, from, until }: Hours): boolean {
  const [begin = 0, end = 0] = [minuteOf(from), minuteOf(until)];
  if (begin < end) return days.includes(weekday) && minute >= begin && minute < end;
  return (days.includes(weekday) && minute >= begin) || (days.includes(weekdayOf(dayAfter(day, -1))) && minute < end);
}
