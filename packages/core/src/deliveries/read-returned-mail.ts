import { cleanText } from '../basics/clean-text.ts';
import type { FailureReason } from './failure-reason.ts';
import { reasonOfStatus } from './reason-of-status.ts';

/** A mail that came to the CERT's mailbox, taken apart. Everything in it is a stranger's. */
export type ReturnedMail = {
  /** Names in lower case, in the order of the mail. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Bare address; empty where there is none. */
  readonly from: string;
  readonly subject: string;
  /** The text that a person reads. */
  readonly text: string;
  /** Parts that machines read: `message/delivery-status`, `message/feedback-report`, `message/rfc822`, `text/rfc822-headers`. */
  readonly parts: readonly { readonly type: string; readonly text: string }[];
};

/** What a mail was taken for. `deliveryIds`: of ours that it names, the likeliest first; empty where it names none. */
export type ReadMail = { readonly deliveryIds: readonly string[] } &
  /** It will never arrive. `recipients`: whom the report is about, in lower case; empty where it does not say. */
  (
    | { readonly kind: 'bounce'; readonly reason: FailureReason; readonly said: string; readonly recipients: readonly string[] }
    /** It is still being tried. */
    | { readonly kind: 'delay'; readonly said: string }
    /** Somebody pressed "this is spam" (RFC 5965). */
    | { readonly kind: 'complaint'; readonly said: string }
    | { readonly kind: 'out-of-office' }
    /** A person wrote; `said` is theirs alone, without what they quote. */
    | { readonly kind: 'reply'; readonly said: string }
    | { readonly kind: 'other' }
  );

const SAID_MAX = 300;
const REPLY_MAX = 2_000;
const IDS_MAX = 20;

/**
 * Says what a mail in the CERT's mailbox is: a report of delivery (RFC 3464) or one in words of servers that write none, a complaint (RFC 5965), an
 * automatic answer (RFC 3834), or a reply; and which of our deliveries it is about, by the Message-IDs in it. Never throws.
 */
export function readReturnedMail(mail: ReturnedMail, certDomain: string): ReadMail {
  const deliveryIds = deliveryIdsOf(mail, certDomain);
  const report = mail.parts.find(({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status');
  if (report !== undefined) return { deliveryIds, ...readReport(report.text) };
  const complaint = mail.parts.find(({ type }) => type === 'message/feedback-report');
  if (complaint !== undefined)
    return { deliveryIds, kind: 'complaint', said: cleanText(fieldOf(complaint.text, 'feedback-type') ?? 'abuse', SAID_MAX) };
  if (isFromMailServer(mail)) return { deliveryIds, ...readWords(mail.text) };
  if (isAutomatic(mail)) return { deliveryIds, kind: 'out-of-office' };
  return deliveryIds.length === 0 ? { deliveryIds, kind: 'other' } : { deliveryIds, kind: 'reply', said: ownWords(mail.text) };
}

/** Where our Message-IDs may stand: what it answers first, then what it returns, then anywhere a server quotes it. */
function deliveryIdsOf({ headers, parts, text }: ReturnedMail, certDomain: string): readonly string[] {
  const of = (name: string) => headers.filter((header) => header.name === name).map(({ value }) => value);
  const references = of('references').join(' ').split(/\s+/).toReversed().join(' '); // the last is what was answered
  const returned = parts.filter(({ type }) => /rfc822/.test(type)).map((part) => fieldOf(part.text, 'message-id') ?? '');
  const places = [...of('in-reply-to'), ...returned, references, ...parts.map((part) => part.text), text];
  const found = places.flatMap((place) =>
    [...place.matchAll(MESSAGE_ID)].filter(([, , domain]) => domain?.toLowerCase() === certDomain.toLowerCase()),
  );
  return [...new Set(found.map(([, id]) => (id ?? '').toLowerCase()))].slice(0, IDS_MAX);
}

/** Ours are `<id of the delivery@domain of the CERT>`. */
const MESSAGE_ID = /\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@([a-z0-9.-]+[a-z0-9])/gi;

/** RFC 3464 §2: blocks of fields; the first is about the message, each other about one recipient. */
function readReport(text: string): Kinds<'bounce' | 'delay' | 'other'> {
  const recipients = text
    .split(/\r?\n[ \t]*\r?\n/)
    .map((block) => ({
      action: (fieldOf(block, 'action') ?? '').trim().toLowerCase(),
      status: /\b([245])\.(\d{1,3}\.\d{1,3})\b/.exec(fieldOf(block, 'status') ?? ''),
      said: cleanText(fieldOf(block, 'diagnostic-code') ?? fieldOf(block, 'status') ?? '', SAID_MAX),
      addresses: ['original-recipient', 'final-recipient'].flatMap((name) => addressOf(fieldOf(block, name))),
    }))
    .filter(({ action, addresses }) => action !== '' || addresses.length > 0);
  const failed = recipients.filter(({ action, status }) => action === 'failed' && status?.[1] !== '2');
  const [first] = failed;
  if (first !== undefined) {
    const reason =
      reasonOfStatus(first.status?.[2] ?? '') ?? reasonOfStatus(/\b5\.(\d{1,3}\.\d{1,3})\b/.exec(first.said)?.[1] ?? '') ?? 'refused';
    return { kind: 'bounce', reason, said: first.said, recipients: [...new Set(failed.flatMap(({ addresses }) => addresses))] };
  }
  const delayed = recipients.find(({ action }) => action === 'delayed');
  return delayed === undefined ? { kind: 'other' } : { kind: 'delay', said: delayed.said };
}

type Kinds<Kind extends ReadMail['kind']> = Kind extends Kind ? Omit<Extract<ReadMail, { kind: Kind }>, 'deliveryIds'> : never;

/** A server that writes no report says it in its own words; a code is the same in all of them. */
function readWords(text: string): Kinds<'bounce' | 'delay' | 'other'> {
  const status = /\b([45])\.(\d{1,3}\.\d{1,3})\b/.exec(text) ?? undefined;
  const said = cleanText(text.slice(Math.max(0, (status?.index ?? 0) - 100), (status?.index ?? 0) + 200), SAID_MAX);
  if (status?.[1] === '4') return { kind: 'delay', said };
  const reason = status === undefined ? undefined : (reasonOfStatus(status[2] ?? '') ?? 'refused');
  if (reason !== undefined) return { kind: 'bounce', reason, said, recipients: [] };
  if (
    /user unknown|no such user|unknown user|does not exist|mailbox unavailable|address rejected|onbekende? (?:gebruiker|ontvanger)/i.test(
      text,
    )
  )
    return { kind: 'bounce', reason: 'mailbox-unknown', said, recipients: [] };
  return { kind: 'other' };
}

/** RFC 5321 §4.5.5: a report comes from nobody. */
function isFromMailServer({ headers, from, subject }: ReturnedMail): boolean {
  const returnPath = headers.find(({ name }) => name === 'return-path')?.value.trim();
  const isServer = /^(mailer-daemon|postmaster|mail-daemon)@/i.test(from);
  return (
    (returnPath === '<>' || isServer) &&
    (isServer || /undeliver|delivery|returned mail|failure|onbestelbaar|niet bezorgd|mislukt/i.test(subject))
  );
}

/** RFC 3834 §5, and what servers wrote before it. */
function isAutomatic({ headers, subject }: ReturnedMail): boolean {
  const value = (name: string) =>
    headers
      .find((header) => header.name === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = value('auto-submitted');
  if (submitted !== undefined && submitted !== 'no') return true;
  if (value('x-autoreply') !== undefined || value('x-autorespond') !== undefined || value('x-auto-response') !== undefined) return true;
  if (['auto_reply', 'auto-reply', 'vacation'].includes(value('precedence') ?? '')) return true;
  return /^\s*(out of (the )?office|automatic reply|auto(matic)? ?response|automatisch antwoord|afwezig(heid)?\b|buiten kantoor)/i.test(
    subject,
  );
}

/** The lines above what is quoted and above the signature. */
function ownWords(text: string): string {
  const lines: string[] = [];
  for (const line of text.slice(0, 50_000).split(/\r?\n/)) {
    if (/^-- ?$/.test(line) || /^\s*(-{2,}\s*(original message|oorspronkelijk bericht|doorgestuurd bericht)|_{10,}|van:|from:)/i.test(line))
      break;
    if (/^\s*(op|on)\s.{4,200}(schreef|wrote).{0,200}:\s*$/i.test(line)) break;
    if (!/^\s*>/.test(line)) lines.push(line);
  }
  return lines.join('\n').trim().toWellFormed().slice(0, REPLY_MAX);
}

/** Value of a field, unfolded (RFC 5322 §2.2.3); the first of its name. */
function fieldOf(block: string, name: string): string | undefined {
  const lines = block
    .slice(0, 100_000)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const line = lines.find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

/** "rfc822; piket@lindemark.example". */
function addressOf(value: string | undefined): readonly string[] {
  const address = /^[^;]*;\s*<?([^\s<>]+@[^\s<>]+?)>?\s*$/.exec(value ?? '')?.[1];
  return address === undefined ? [] : [address.toLowerCase().slice(0, 254)];
}
