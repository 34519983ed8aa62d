import type { SendMailOptions } from 'nodemailer';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { mayGoOut } from '@forewarn/core/deliveries/may-go-out.ts';
import type { Cert } from '../../../config.ts';
import { InternalFault } from '../../../internal-fault.ts';
import type { Outgoing } from '../channel.ts';
import { MAIL_WORDS } from './mail-words.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

const SUBJECT_LENGTH_MAX = 250;
const NAME_LENGTH_MAX = 100;

/**
 * The mail of one delivery. The same delivery gives the same bytes at every attempt: its id makes the Message-ID and the boundary,
 * the date is when it was planned. `address` has passed mailAddress. Throws `InternalFault` for a label that mail may not carry, unless it is
 * `toEncrypt`.
 */
export function buildMail(outgoing: Outgoing, address: string, cert: Cert, toEncrypt = false): SendMailOptions {
  const { message } = outgoing;
  if (!toEncrypt && mayGoOut(message, 'email', outgoing.plannedAt).kind !== 'yes')
    throw new InternalFault(`A message labelled TLP:${message.label} may not travel by mail.`);
  const from = { name: headerText(cert.name, NAME_LENGTH_MAX), address: cert.email };
  return {
    from,
    to: receiverOf(outgoing, address),
    replyTo: from,
    envelope: { from: cert.email, to: address },
    subject: headerText(message.subject, SUBJECT_LENGTH_MAX),
    messageId: messageId(outgoing.deliveryId, cert),
    ...threading(outgoing.follows, cert),
    date: new Date(outgoing.plannedAt),
    headers: {
      'List-Id': { prepared: true, value: listId(outgoing, cert) },
      // RFC 3834 §5, and the same for servers of Microsoft: no out-of-office answers, bounces still come.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Content-Language': message.language,
      ...(outgoing.urgent ? { Importance: 'high' } : {}),
    },
    text: renderText(message, outgoing.link, outgoing.asides),
    html: renderHtml(message, outgoing.link, outgoing.asides),
    textEncoding: 'quoted-printable',
    baseBoundary: outgoing.deliveryId,
    xMailer: false,
    // Content is text of ours: never a path or an address to fetch from.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

export function receiverOf({ contactName }: Outgoing, address: string): { readonly name: string; readonly address: string } {
  return { name: headerText(contactName, NAME_LENGTH_MAX), address };
}

/** RFC 5322 §3.6.4. The delivery's id is unique, so is this; a retry carries it again. */
export function messageId(deliveryId: string, cert: Cert): string {
  return `<${deliveryId}@${cert.domain}>`;
}

function threading(follows: readonly string[], cert: Cert): Pick<SendMailOptions, 'inReplyTo' | 'references'> {
  const ids = follows.map((id) => messageId(id, cert));
  const parent = ids.at(-1);
  return parent === undefined ? {} : { inReplyTo: parent, references: ids };
}

/** RFC 2919 §2: a phrase in ASCII, then the list's id under the CERT's domain. */
function listId(outgoing: Outgoing, cert: Cert): string {
  const phrase = MAIL_WORDS[outgoing.message.language]
    .listName(cert.name)
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]|["\\<>]/g, '');
  return `"${phrase.slice(0, NAME_LENGTH_MAX)}" <waarschuwingen.${cert.domain}>`;
}

/** One line without control characters: what is in it can't end the header. */
function headerText(text: string, max: number): string {
  return cleanText(text, max);
}
