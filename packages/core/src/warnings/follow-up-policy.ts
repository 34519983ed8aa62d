import type { ContactRole } from '../institutions/contact.ts';
import type { Urgency } from './warning.ts';

/**
 * What is done when an institution has not answered. `next-channel`: the same people through another door. `next-contact`: the next who can
 * be reached. `call-list`: a person of the CERT telephones. `remind`: the same people once more, in a message of its own. Stored spelling.
 */
export const FOLLOW_UP_ACTIONS = ['next-channel', 'next-contact', 'call-list', 'remind'] as const;
export type FollowUpAction = (typeof FOLLOW_UP_ACTIONS)[number];

export type FollowUpStep = { /** After the institution was asked. */ readonly afterMinutes: number; readonly action: FollowUpAction };

/** Who looks after what is concerned: the institution itself, or an IT provider that was named for it. */
export type ManagedBy = 'institution' | 'it-provider';

/** Steps for one urgency, and for whom they hold. Data: the CERT changes them, and simulates them before it uses them. */
export type FollowUpPolicy = {
  /** Stable, lower-kebab. */
  readonly name: string;
  readonly urgency: Urgency;
  /** Institutions with fewer staff than this; absent: of any size. An institution whose size is not known is not small. */
  readonly staffBelow?: number;
  readonly managedBy?: ManagedBy;
  /** These roles come before all others when the next contact is chosen. */
  readonly first: readonly ContactRole[];
  /** In order of time. */
  readonly steps: readonly FollowUpStep[];
};

const DAY = 24 * 60;

/**
 * The policies that ship (DESIGN §5, DOMAIN §6.1 C3). The first that fits counts. A firewall that the IT provider manages rings the provider,
 * and not the practice at 03:00: the practice manager can do nothing about it but ring the provider too.
 */
export const FOLLOW_UP_POLICIES: readonly FollowUpPolicy[] = [
  {
    name: 'act-now-managed',
    urgency: 'act-now',
    managedBy: 'it-provider',
    first: ['it-provider', '24-7'],
    steps: [
      { afterMinutes: 15, action: 'next-channel' },
      { afterMinutes: 30, action: 'next-contact' },
      { afterMinutes: 60, action: 'call-list' },
    ],
  },
  {
    name: 'act-now',
    urgency: 'act-now',
    first: ['24-7', 'security', 'ciso', 'ict-manager', 'system-administrator'],
    steps: [
      { afterMinutes: 15, action: 'next-channel' },
      { afterMinutes: 30, action: 'next-contact' },
      { afterMinutes: 60, action: 'call-list' },
    ],
  },
  {
    name: 'this-week',
    urgency: 'this-week',
    first: ['security', 'ciso', 'system-administrator', 'it-provider'],
    steps: [
      { afterMinutes: 2 * DAY, action: 'remind' },
      { afterMinutes: 4 * DAY, action: 'next-contact' },
      { afterMinutes: 7 * DAY, action: 'call-list' },
    ],
  },
  {
    name: 'at-maintenance',
    urgency: 'at-maintenance',
    first: ['system-administrator', 'ict-manager', 'security', 'ciso'],
    steps: [{ afterMinutes: 14 * DAY, action: 'remind' }],
  },
  { name: 'for-information', urgency: 'for-information', first: [], steps: [] },
];

/** The policy for an institution: the first that fits. Undefined where none does: then nobody is chased. */
export function followUpPolicyFor(
  policies: readonly FollowUpPolicy[],
  of: { readonly urgency: Urgency; readonly staff?: number; readonly managedBy: ManagedBy },
): FollowUpPolicy | undefined {
  return policies.find(
    ({ urgency, staffBelow, managedBy }) =>
      urgency === of.urgency &&
      (managedBy === undefined || managedBy === of.managedBy) &&
      (staffBelow === undefined || (of.staff !== undefined && of.staff < staffBelow)),
  );
}
