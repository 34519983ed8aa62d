import { millisecondsBetween, type Instant } from '../basics/instant.ts';
import type { ContactRole } from '../institutions/contact.ts';
import { isAtMost, type TlpLabel } from './tlp.ts';

/**
 * The ways by which a text can reach somebody. `answer-page` is the page behind the link in a mail, without sign-in; `subject` is what
 * stands on a locked telephone and in every mail server's log.
 */
export const WAYS = ['subject', 'email', 'encrypted-email', 'webhook', 'answer-page', 'signed-in'] as const;
export type Way = (typeof WAYS)[number];

/** What the text is for: telling an institution what concerns it, sharing within the sector, or the open internet. */
export const PURPOSES = ['warn', 'share-in-sector', 'publish'] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * Who would read it. A `contact` is one known person or function of the institution that the text is for; a `group` is a list or a
 * mailbox that several read; `anyone` is who comes by.
 */
export type Reader = { readonly kind: 'contact'; readonly role: ContactRole } | { readonly kind: 'group' } | { readonly kind: 'anyone' };

export type Sharing = {
  readonly label: TlpLabel;
  readonly channel: Way;
  readonly reader: Reader;
  readonly purpose: Purpose;
  /** The sender's tick of DOMAIN §4.4: may be shared with the receiver's IT provider. */
  readonly sharedWithItProvider?: boolean;
  /** Nobody outside the CERT reads it before. Without a `now` an embargo counts as in force. */
  readonly embargoUntil?: Instant;
};

/** Stored spelling. */
export const NOT_RECEIVED_BECAUSE = [
  'embargo',
  'label-above-channel',
  'label-above-purpose',
  'red-to-group',
  'not-for-anyone',
  'it-provider-not-ticked',
] as const;
export type NotReceivedBecause = (typeof NOT_RECEIVED_BECAUSE)[number];

export type MayReceive =
  | { readonly kind: 'yes' }
  /** That there is something may be said; what it is waits behind sign-in. */
  | { readonly kind: 'notice-only'; readonly because: NotReceivedBecause }
  | { readonly kind: 'no'; readonly because: NotReceivedBecause };

/** The freest-to-strictest label whose body a way may carry (DESIGN §5); above it, whether a notice may go. */
const WAY_LIMITS: Readonly<Record<Way, { readonly body: TlpLabel; readonly notice: boolean }>> = {
  subject: { body: 'GREEN', notice: true },
  email: { body: 'GREEN', notice: true },
  'encrypted-email': { body: 'RED', notice: true },
  webhook: { body: 'GREEN', notice: true },
  'answer-page': { body: 'GREEN', notice: true },
  'signed-in': { body: 'RED', notice: true },
};

/** FIRST TLP 2.0 §2: only CLEAR is for the world, GREEN ends at the sector. */
const PURPOSE_LIMITS: Readonly<Record<Purpose, TlpLabel>> = { warn: 'RED', 'share-in-sector': 'GREEN', publish: 'CLEAR' };

/**
 * Decides whether somebody may read a text by some way (invariant 5): `yes`, `notice-only`, or `no`, with the reason.
 * The strictest rule that speaks wins. FIRST TLP 2.0; DESIGN §5; DOMAIN §4.4; decision record 009.
 */
export function mayReceive(sharing: Sharing, now?: Instant): MayReceive {
  const { label, channel, reader, purpose } = sharing;
  if (isUnderEmbargo(sharing, now)) return { kind: 'no', because: 'embargo' };
  if (!isAtMost(label, PURPOSE_LIMITS[purpose])) return { kind: 'no', because: 'label-above-purpose' };
  if (reader.kind === 'anyone' && label !== 'CLEAR') return { kind: 'no', because: 'not-for-anyone' };
  if (reader.kind === 'group' && label === 'RED') return { kind: 'no', because: 'red-to-group' };
  if (isUntickedProvider(sharing)) return { kind: 'no', because: 'it-provider-not-ticked' };
  if (isAtMost(label, WAY_LIMITS[channel].body)) return { kind: 'yes' };
  return { kind: WAY_LIMITS[channel].notice ? 'notice-only' : 'no', because: 'label-above-channel' };
}

function isUnderEmbargo({ embargoUntil }: Sharing, now: Instant | undefined): boolean {
  if (embargoUntil === undefined) return false;
  return now === undefined || millisecondsBetween(now, embargoUntil) > 0;
}

/** On a strict reading of TLP 2.0 an IT provider is a supplier of the receiver and not its client (DOMAIN §4.4, trap b). */
function isUntickedProvider({ reader, label, sharedWithItProvider }: Sharing): boolean {
  return reader.kind === 'contact' && reader.role === 'it-provider' && !isAtMost(label, 'GREEN') && sharedWithItProvider !== true;
}
