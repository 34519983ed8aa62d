import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { ContactKey } from '@forewarn/core/deliveries/contact-key.ts';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { ContactRole } from '@forewarn/core/institutions/contact.ts';
import type { Machine } from '../../machine.ts';

/** One message on its way to one contact: everything that a channel may know. The same for every attempt but for `attempt`. */
export type Outgoing = {
  readonly deliveryId: string;
  readonly contactId: string;
  readonly institutionId: string;
  /** Mail address or URL, as it was when the delivery was planned. Entered by members: hostile until checked. */
  readonly address: string;
  /** Entered by members. */
  readonly contactName: string;
  /** Absent where it is written to no contact: a code to sign in with. */
  readonly contactRole?: ContactRole;
  /** What mail to this contact may be encrypted to, whatever state it is in. */
  readonly keys?: readonly KeyToEncrypt[];
  /** Where the contact answers; undefined where the message asks nothing. */
  readonly link: string | undefined;
  /** Questions beside the message, each with the contact's own page for it; mail alone has room for them. */
  readonly asides?: readonly { readonly kind: 'useful' | 'confirm'; readonly address: string }[];
  /** What signs a webhook, or the address of a chat; as the database keeps it, sealed for this contact. */
  readonly secret: string | undefined;
  readonly message: Message;
  readonly urgent: boolean;
  readonly plannedAt: Instant;
  /** Earlier deliveries of the thread to this contact through this channel, oldest first. */
  readonly follows: readonly string[];
  /** 1 for the first. */
  readonly attempt: number;
};

/** A key with its bytes: of OpenPGP binary (RFC 9580 §10.1), of S/MIME a certificate in DER. */
export type KeyToEncrypt = ContactKey & { readonly bytes: Uint8Array };

/** What came of one attempt. `response` is what the other side said, cut to RESPONSE_LENGTH_MAX. */
export type Outcome =
  | { readonly kind: 'sent'; readonly response?: string }
  | { readonly kind: 'failed-for-now' | 'failed-for-good'; readonly reason: FailureReason; readonly response?: string };

/** Reasons that lie in the way out and not in the receiver: everything else on the channel would fail alike. */
export const CHANNEL_DOWN: readonly FailureReason[] = ['connection', 'timeout', 'tls', 'authentication'];

export const RESPONSE_LENGTH_MAX = 500;

/** A channel that is open: connections are kept until it is closed. */
export type OpenChannel = {
  /** How many are sent at once. */
  readonly concurrency: number;
  /** True where all go through one relay: when that is unreachable there is no point in trying the next. */
  readonly throughRelay: boolean;
  /** True where the time of a call counts from its turn at its host: one that takes long gives its place to another. */
  readonly yieldsWhenSlow?: true;
  /** Sends once. Expected trouble is an outcome; it throws for broken promises of ours only. Ends by itself within SEND_TIMEOUT_MS. */
  readonly send: (outgoing: Outgoing) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** No attempt takes longer, however slowly the other side answers. */
export const SEND_TIMEOUT_MS = 90_000;

/** A kind of channel; undefined where the settings leave it closed: its deliveries wait. */
export type OpenThisChannel = (machine: Machine) => OpenChannel | undefined;
