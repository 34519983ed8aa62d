import type { ContactId, InstitutionId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { HeldBecause } from './decide-arrival.ts';

/** Channels there are; each has a folder of its name in `server/deliveries/channels/`. Stored spelling. */
export const CHANNELS = ['email', 'webhook', 'teams', 'push', 'sms', 'voice'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One message to one contact through one channel. Its natural key is (messageKey, contactId, channel). */
export type PlannedDelivery = {
  readonly messageKey: string;
  readonly thread: string;
  readonly institutionId: InstitutionId;
  readonly contactId: ContactId;
  readonly channel: Channel;
  /** Address at the time of planning. */
  readonly address: string;
  /** Goes before what is not urgent. */
  readonly urgent: boolean;
  readonly notBefore: Instant;
  /** It waits for the contact's bundle, which goes then, and why. */
  readonly heldBecause?: HeldBecause;
};
