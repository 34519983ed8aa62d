import { instantOf, millisecondsBetween, millisecondsOf, type Instant } from '../basics/instant.ts';
import type { Contact } from './contact.ts';
import type { Sector } from './institution.ts';

/** What keeps an institution from being reached; stored spelling. */
export const REACHABILITY_GAPS = ['no-contacts', 'no-night-number', 'one-person', 'one-door', 'to-repair', 'not-confirmed'] as const;
export type ReachabilityGap = (typeof REACHABILITY_GAPS)[number];

export type Reachability = {
  /** 0 to 100: 100 where nothing is missing. */
  readonly score: number;
  /** The worst first. */
  readonly gaps: readonly ReachabilityGap[];
  /** Contacts that nobody confirmed for too long, by id. */
  readonly toConfirm: readonly string[];
  /** When the next of them is due; undefined where all are, or there is none. */
  readonly confirmBy?: Instant;
};

/** What each gap costs, of a hundred. A night without a number is what an urgent warning breaks on. */
const COSTS: Readonly<Record<ReachabilityGap, number>> = {
  'no-contacts': 100,
  'no-night-number': 30,
  'one-person': 20,
  'to-repair': 20,
  'one-door': 15,
  'not-confirmed': 15,
};

const DAY_MS = 86_400_000;
/** Days after which somebody says again that a contact is right. Small practices change less, and have nobody whose work it is: twice a year. */
export const CONFIRM_RULE = {
  everyDays: 90,
  smallEveryDays: 182,
  smallSectors: ['ggz-small', 'first-line'] satisfies readonly Sector[] as readonly Sector[],
  smallStaffBelow: 50,
} as const;

/** How well an institution can be reached today, what is missing, and which of its contacts somebody should look at again. */
export function reachabilityOf(
  institution: { readonly sector: Sector; readonly staff?: number },
  contacts: readonly Contact[],
  now: Instant,
): Reachability {
  if (contacts.length === 0) return { score: 0, gaps: ['no-contacts'], toConfirm: [] };
  const everyMs = confirmEveryDays(institution) * DAY_MS;
  const dueAt = (contact: Contact) => (contact.confirmedAt === undefined ? undefined : millisecondsOf(contact.confirmedAt) + everyMs);
  const toConfirm = contacts.filter((contact) => (dueAt(contact) ?? 0) <= millisecondsOf(now));
  const ahead = contacts.flatMap((contact) => dueAt(contact) ?? []).filter((at) => at > millisecondsOf(now));
  const gaps = gapsOf(contacts, toConfirm);
  return {
    score: Math.max(0, 100 - gaps.reduce((sum, gap) => sum + COSTS[gap], 0)),
    gaps,
    toConfirm: toConfirm.map(({ id }) => id),
    ...(ahead.length === 0 ? {} : { confirmBy: instantOf(Math.min(...ahead)) }),
  };
}

export function confirmEveryDays({ sector, staff }: { readonly sector: Sector; readonly staff?: number }): number {
  const isSmall = CONFIRM_RULE.smallSectors.includes(sector) || (staff !== undefined && staff < CONFIRM_RULE.smallStaffBelow);
  return isSmall ? CONFIRM_RULE.smallEveryDays : CONFIRM_RULE.everyDays;
}

/** Whether a confirmation of a moment ago would say anything new: an answer that arrives confirms too, and answers come in bursts. */
export function isFreshlyConfirmed(contact: Pick<Contact, 'confirmedAt'>, now: Instant): boolean {
  return contact.confirmedAt !== undefined && millisecondsBetween(contact.confirmedAt, now) < DAY_MS;
}

function gapsOf(contacts: readonly Contact[], toConfirm: readonly Contact[]): readonly ReachabilityGap[] {
  const usable = contacts.filter(({ toRepair }) => toRepair === undefined);
  const doors = new Set(
    usable.flatMap(({ email, phone, webhookUrl }) => [email && 'email', phone && 'phone', webhookUrl && 'webhook']).filter(Boolean),
  );
  const hasNightNumber = usable.some(
    ({ role, phone }) => phone !== undefined && (role === '24-7' || role === 'practice-manager' || role === 'it-provider'),
  );
  const gaps: ReachabilityGap[] = [];
  if (!hasNightNumber) gaps.push('no-night-number');
  if (usable.length < 2) gaps.push('one-person');
  if (usable.length < contacts.length) gaps.push('to-repair');
  if (doors.size < 2) gaps.push('one-door');
  if (toConfirm.length > 0) gaps.push('not-confirmed');
  return gaps;
}
