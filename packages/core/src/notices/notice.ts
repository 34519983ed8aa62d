import type { Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';

/** A sentence that was put into words where the facts were at hand, in each language. */
export type Said = Readonly<Record<Language, string>>;

/** What was done when something turned out to be exploited. */
export type DoneAboutIt =
  | { readonly kind: 'stays-the-same' }
  | { readonly kind: 'drafted' | 'written-anew'; readonly version: number }
  | { readonly kind: 'left-alone'; readonly version: number; readonly by: string }
  | { readonly kind: 'not-drafted'; readonly concerned: number };

export type WhyDraftWaits =
  | { readonly kind: 'withdrawn-by-publisher' | 'put-away' }
  | { readonly kind: 'advisory-changed'; readonly advisory: string }
  | { readonly kind: 'would-hear'; readonly institutions: number };

export type WhyToReview =
  | { readonly kind: 'withdrawal-drafted' | 'taken-back' }
  | { readonly kind: 'other-draft-waits'; readonly draft: string }
  | { readonly kind: 'closed-and-exploited'; readonly cves: readonly string[] }
  | { readonly kind: 'closed-and-changed'; readonly advisory: string };

/** Which part of what was previewed is another now. */
export type PreviewedPart = 'draft' | 'audience' | 'doors';

type Facts =
  | { readonly kind: 'source-silent'; readonly source: string; readonly lastHeardAt?: Instant; readonly fault?: string }
  | {
      readonly kind: 'documents-withdrawn';
      readonly source: string;
      readonly count: number;
      /** The first of them. */
      readonly urls: readonly string[];
      /** Each of their advisories is listed by another source still. */
      readonly elsewhere: boolean;
    }
  | {
      readonly kind: 'source-keys-changed';
      readonly publisher: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly kind: 'mailbox-unreadable'; readonly mailbox: string; readonly fault: string }
  | { readonly kind: 'mail-set-aside'; readonly mailbox: string; readonly uid: number; readonly because: string }
  | { readonly kind: 'mail-complaint'; readonly institution: string; readonly contact: string }
  | {
      readonly kind: 'contact-to-repair';
      readonly institution: string;
      readonly contact: string;
      readonly address: string;
      /** What is wrong with that door. */
      readonly why: Said;
    }
  | {
      readonly kind: 'delivery-failed';
      readonly institution: string;
      readonly contact: string;
      /** Of the warning or the exercise; absent where the message has none. */
      readonly reference?: string;
      readonly channel: string;
      readonly why: Said;
    }
  | { readonly kind: 'channel-silent'; readonly channel: string; readonly missing: number }
  | { readonly kind: 'channel-down'; readonly channel: string; readonly why: Said; readonly response?: string }
  | { readonly kind: 'sms-not-understood'; readonly number: string; readonly text: string }
  | { readonly kind: 'contact-key'; readonly institution: string; readonly contact: string; readonly keys: Said }
  | { readonly kind: 'contact-says-wrong'; readonly contact: string }
  | { readonly kind: 'nominations-wait'; readonly by: string }
  | { readonly kind: 'joined-already'; readonly institution: string; readonly branch: string; readonly contact: string }
  | { readonly kind: 'audit-broken'; readonly at: Instant; readonly sequence: number }
  | {
      readonly kind: 'draft-waits';
      readonly reference: string;
      readonly by: string;
      readonly version: number;
      readonly because: WhyDraftWaits;
    }
  | { readonly kind: 'warning-to-review'; readonly reference: string; readonly because: WhyToReview }
  | {
      readonly kind: 'exploited-now';
      /** As the analyst knows it: a warning's reference, an advisory's tracking id. */
      readonly about: string;
      readonly cves: readonly string[];
      /** The lists that say so. */
      readonly sayers: Said;
      readonly done: DoneAboutIt;
    }
  | { readonly kind: 'to-call'; readonly reference: string }
  | { readonly kind: 'used-after-all'; readonly reference: string; readonly institution: string }
  | { readonly kind: 'warning-outdated'; readonly reference: string; readonly version: number; readonly until: Instant }
  | {
      readonly kind: 'institutions-unreachable';
      readonly reference: string;
      /** The first of them. */
      readonly institutions: readonly string[];
      readonly others: number;
    }
  | {
      /** A fault of ours: nothing could be planned for them. */
      readonly kind: 'telling-stuck';
      readonly reference: string;
      /** The first of them. */
      readonly institutions: readonly string[];
      readonly others: number;
    }
  | { readonly kind: 'answer-proposed'; readonly reference: string }
  | { readonly kind: 'reply-received'; readonly reference: string; readonly from: string; readonly contact: string }
  | {
      readonly kind: 'release-differs';
      readonly reference: string;
      readonly version: number;
      readonly plannedBy: string;
      readonly changed: readonly PreviewedPart[];
      readonly told: number;
    }
  | { readonly kind: 'release-not-made'; readonly reference: string; readonly version: number; readonly because: string }
  | { readonly kind: 'end-of-week'; readonly week: string; readonly sent: number };

/**
 * What the CERT itself must know and do something about: a silent source, a contact to repair, a draft that waits. Stored as facts and put into
 * words where it is read (notice-text.ts), so that each analyst reads it in her own language. `key` says what it is about, as an id; with the
 * kind it is the notice's natural key while it is open.
 */
export type Notice = Facts & { readonly key: string };
export type NoticeKind = Notice['kind'];
export type NoticeOf<Kind extends NoticeKind> = Extract<Notice, { readonly kind: Kind }>;
