import type { Language } from '../institutions/institution.ts';
import type { TlpLabel } from '../sharing/tlp.ts';

/** What a contact reads, free of channel and markup. Plain JSON; kept with the planned delivery. */
export type Message = {
  /** The same for every attempt and channel of this text to this institution. */
  readonly key: string;
  /** Messages of one thread answer one another (RFC 5322 §3.6.4): one organisation, one matter, one thread. */
  readonly thread: string;
  /** Of the text; of a notice that of the text which waits. */
  readonly label: TlpLabel;
  /** It says that there is something and not what: it may go where the label keeps a text from going. */
  readonly isNotice?: true;
  /** Messages that could wait, together: what is in it is short already. */
  readonly isBundle?: true;
  /** What a notice stands for. It only ever leaves encrypted to the key of its reader (may-go-out.ts). */
  readonly full?: Pick<Message, 'subject' | 'opening' | 'blocks'>;
  /** Of an exercise: every channel says so first, and programs are told. */
  readonly drill?: true;
  /** The sender's tick of what it stands for (DOMAIN §4.4): an IT provider of the institution may read it. */
  readonly sharedWithItProvider?: boolean;
  readonly language: Language;
  readonly subject: string;
  /** The first line, "U krijgt dit omdat …". */
  readonly opening: string;
  readonly blocks: readonly Block[];
  /** The one button. Its address is the contact's own link, put in by the channel when it sends. */
  readonly button?: { readonly text: string };
  /** "FW-2026-0031, versie 2". */
  readonly reference: string;
  /** The CERT's name, telephone number and why this mail is not phishing. */
  readonly closing: readonly string[];
};

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'points'; readonly items: readonly string[] }
  /** A link of the contact's own, beside the button: each message of a bundle has one. The address is put in by the channel when it sends. */
  | { readonly kind: 'link'; readonly text: string; readonly linkId: string; readonly address?: string };
