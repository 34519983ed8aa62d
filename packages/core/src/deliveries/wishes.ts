import type { ContactId } from '../basics/ids.ts';
import type { ContactRole } from '../institutions/contact.ts';
import type { Matter } from '../matters/matter.ts';
import type { ProductKind } from '../products/catalogue/catalogue.ts';
import { WEEKDAYS, type Weekday } from './local-time.ts';
import type { Channel } from './planned-delivery.ts';
import type { Urgency } from './urgency.ts';

/**
 * How a contact wants to be told (DOMAIN §7.7). *Act now* keeps to none of it; labels keep to themselves. What a wish holds back comes in the
 * daily bundle, and is never lost.
 */
export type Wishes = {
  /** Of the IANA database; hours and days are as the clock there shows them. */
  readonly zone: string;
  /** Ways in order: what may wait comes through the first of them that the contact has, and those that ring are tried in this order. Empty: through all. */
  readonly channels: readonly Channel[];
  /** When what may wait may come; absent: at any time. */
  readonly hours?: Hours;
  readonly bundle: { readonly days: readonly Weekday[]; /** HH:MM */ readonly at: string };
  /** The least urgent that comes at once; what is below comes in the bundle. */
  readonly floor: Urgency;
  /** What is known to be less severe than this comes in the bundle; CVSS base score, 0.0 to 10.0. Without a score it is not less. */
  readonly severityMin?: number;
  /** Absent: everything. */
  readonly topics?: Topics;
  readonly away: readonly Away[];
  /** Gets the End-of-Week. */
  readonly endOfWeek: boolean;
};

/** From and until as HH:MM; where `until` is earlier it is on the day after. */
export type Hours = { readonly days: readonly Weekday[]; readonly from: string; readonly until: string };

/** What somebody reads of: a message is theirs where any one of these fits, or where nobody can tell. */
export type Topics = {
  readonly kinds: readonly ProductKind[];
  /** By name. */
  readonly suppliers: readonly string[];
  /** What a warning is about: a flaw in a product, a report (a supplier that was broken into), a wave in the sector. */
  readonly matters: readonly Matter['kind'][];
};

/** On holiday, from and until these days (YYYY-MM-DD), the last one too. */
export type Away = { readonly from: string; readonly until: string; readonly standIn?: ContactId };

export const USUAL_ZONE = 'Europe/Amsterdam';
const WORKDAYS: readonly Weekday[] = WEEKDAYS.slice(0, 5);

/** Those whose work it is, for whom *this week* is work of today. */
const AT_WORK_ON_IT: readonly ContactRole[] = [
  '24-7',
  'ciso',
  'security',
  'ict-manager',
  'system-administrator',
  'application-manager',
  'medical-technology',
  'practice-manager',
  'it-provider',
];
const READS_THE_WEEK: readonly ContactRole[] = ['ciso', 'security', 'ict-manager', 'practice-manager'];

/** What holds for who said nothing, so that nobody has to set anything (decision 030). */
export function usualWishes(role: ContactRole): Wishes {
  return {
    zone: USUAL_ZONE,
    channels: [],
    bundle: { days: WORKDAYS, at: '08:00' },
    floor: AT_WORK_ON_IT.includes(role) ? 'this-week' : 'act-now',
    away: [],
    endOfWeek: READS_THE_WEEK.includes(role),
  };
}
