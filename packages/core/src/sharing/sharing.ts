import type { ContactRole } from '../institutions/contact.ts';
import type { Instant } from '../basics/instant.ts';
import type { TlpLabel } from './tlp.ts';

/**
 * Parts of what is shared, each of which can be held back by itself. `why` is "U krijgt dit omdat u FortiGate gebruikt": the product in
 * words. `personal` is what is held, in which version, where and how exposed.
 */
export const BLOCKS = ['title', 'summary', 'text', 'action', 'technical', 'indicators', 'why', 'personal'] as const;
export type SharedBlock = (typeof BLOCKS)[number];

/**
 * The ways by which a text can reach somebody. `subject` is what stands on a locked telephone and in every mail server's log;
 * `answer-page` is the page behind the link in a mail, without sign-in; `mail-code` is a session that was opened with a code from a mail;
 * `signed-in` is one opened with a passkey, by the institution's own identity provider, or a request with a token.
 */
export const WAYS = [
  'subject',
  'email',
  'encrypted-email',
  'webhook',
  'sms',
  'voice',
  'chat',
  'push',
  'answer-page',
  'mail-code',
  'signed-in',
  'print',
  'static-page',
] as const;
export type Way = (typeof WAYS)[number];

/**
 * What the text is for. A `search-hit` tells that a text has the words in it; a `list-row` that there is one; a `count` how many there
 * are. `provider` is an IT provider that acts for the institution.
 */
export const PURPOSES = [
  'read',
  'warn',
  'search-hit',
  'list-row',
  'count',
  'mail-body',
  'mail-subject',
  'webhook',
  'export',
  'feed',
  'provider',
  'share-in-sector',
  'publish',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Duties of the CERT's own people as the rule knows them: who handles warnings, who writes, who runs the machine, who looks afterwards. */
export const CERT_READERS = ['analyst', 'second-officer', 'editor', 'administrator', 'auditor'] as const;
export type CertReader = (typeof CERT_READERS)[number];

/**
 * Who would read it. A `contact` is one known person or function that the text is for; a `colleague` somebody else who signed in for the
 * same institution; a `group` a list or a mailbox that several read; a `service-account` a machine of the institution; an `it-provider`
 * acts for it; `anyone` is who comes by.
 */
export type Reader =
  | { readonly kind: 'contact'; readonly role: ContactRole }
  | { readonly kind: 'cert'; readonly role: CertReader }
  | { readonly kind: 'colleague' | 'group' | 'service-account' | 'it-provider' | 'branch' | 'supplier' | 'anyone' };

export type Sharing = {
  readonly label: TlpLabel;
  /** Absent: the text as a whole. */
  readonly block?: SharedBlock;
  readonly channel: Way;
  readonly reader: Reader;
  readonly purpose: Purpose;
  /** The sender's tick of DOMAIN §4.4: may be shared with the receiver's IT provider. */
  readonly sharedWithItProvider?: boolean;
  /** The institution chose to have its own details (version, exposure) in its mail. */
  readonly ownDetailsInMail?: boolean;
  /** Nobody outside the CERT reads it before. Without a `now` an embargo counts as in force. */
  readonly embargoUntil?: Instant;
  /** It is released at this time and not before; the same as an embargo to whoever waits. */
  readonly releasedAt?: Instant;
};

/** Stored spelling. */
export const NOT_RECEIVED_BECAUSE = [
  'embargo',
  'label-above-purpose',
  'not-for-anyone',
  'red-to-group',
  'label-above-reader',
  'it-provider-not-ticked',
  'personal-to-others',
  'block-not-by-channel',
  'label-above-channel',
  'hit-would-tell',
] as const;
export type NotReceivedBecause = (typeof NOT_RECEIVED_BECAUSE)[number];

export type MayReceive =
  | { readonly kind: 'yes' }
  /** That there is something may be said; what it is waits behind sign-in. */
  | { readonly kind: 'notice-only'; readonly because: NotReceivedBecause }
  | { readonly kind: 'no'; readonly because: NotReceivedBecause };
