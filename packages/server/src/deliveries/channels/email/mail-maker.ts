import { hash } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';
import type { Cert } from '../../../config.ts';
import type { Outgoing } from '../channel.ts';
import { buildMail, receiverOf } from './build-mail.ts';
import { mailBytes } from './mail-bytes.ts';

/** The bytes of one delivery's mail, as `mailBytes(buildMail(…))` makes them. `address` has passed mailAddress. */
export type MailMaker = (outgoing: Outgoing, address: string) => Buffer;

/** Texts of which it is known that they came before, or how they are made. A kilobyte or a few each. */
const KNOWN_MAX = 300;
/** Long enough to be found again in a mail by itself. */
const OWN_LENGTH_MIN = 20;
const SAMPLE = { name: 'Sample', address: 'sample@sample.example', line: 'To: Sample <sample@sample.example>' };
/** A soft line end of quoted-printable (RFC 2045 §6.7 (5)). */
const SOFT = '=\r\n';

/**
 * A warning to thousands is one text with little in it that is the reader's own: the delivery's id, the tokens of links, the receiver. From the
 * second mail of a text on, what all share is encoded once and only that is filled in (decision record 032). Each such value keeps its length and is of
 * letters, digits, hyphen and underscore, so every line ends where it ended before; the first mail that is made so is compared with one made whole.
 */
export function mailMaker(cert: Cert, whole: MailMaker = wholeMaker(cert)): MailMaker {
  const known = new Map<string, 'came-once' | 'not-this-way' | Pattern>();
  return (outgoing, address) => {
    const own = ownValues(outgoing);
    if (own === undefined) return whole(outgoing, address);
    const key = keyOf(outgoing, own);
    const before = known.get(key);
    if (typeof before === 'object') return fill(before, own.values, toLine(outgoing, address));
    const bytes = whole(outgoing, address);
    if (before !== 'not-this-way') {
      if (known.size >= KNOWN_MAX) known.delete(known.keys().next().value ?? '');
      known.set(key, before === undefined ? 'came-once' : (patternFor({ outgoing, own, address, whole, bytes }) ?? 'not-this-way'));
    }
    return bytes;
  };
}

/** Makes each whole: for a mail of which there is one. */
export function wholeMaker(cert: Cert): MailMaker {
  return (outgoing, address) => mailBytes(buildMail(outgoing, address, cert));
}

/** What is the reader's own, and where it stands in the addresses of links. */
type Own = {
  /** The delivery's id, those that it follows, then tokens. */
  readonly values: readonly string[];
  /** Of the link and of each aside: what stands before and after which value. */
  readonly links: readonly { readonly before: string; readonly value: number; readonly after: string }[];
};

/** Undefined where it holds something that would move the ends of lines, or links that are not of the usual form. */
function ownValues({ deliveryId, follows, link, asides = [], message }: Outgoing): Own | undefined {
  if (message.isBundle === true) return undefined;
  const values = [deliveryId, ...follows];
  const links: { before: string; value: number; after: string }[] = [];
  for (const address of [...(link === undefined ? [] : [link]), ...asides.map((aside) => aside.address)]) {
    const parts = /^([^\s]*\/[ac]\/)([\w-]+)(\/useful)?$/.exec(address);
    if (parts?.[1] === undefined || parts[2] === undefined) return undefined;
    let value = values.indexOf(parts[2]);
    if (value < 0) value = values.push(parts[2]) - 1;
    links.push({ before: parts[1], value, after: parts[3] ?? '' });
  }
  return values.every((value) => value.length >= OWN_LENGTH_MIN && /^[A-Za-z0-9_-]+$/.test(value)) ? { values, links } : undefined;
}

/** The same for mails that differ only in what is their reader's own. */
function keyOf({ message, link, asides = [], follows, urgent, plannedAt }: Outgoing, { values, links }: Own): string {
  return JSON.stringify([
    { ...message, key: '', thread: '' },
    urgent,
    plannedAt,
    follows.length,
    values.map((value) => value.length),
    link === undefined,
    asides.map((aside) => aside.kind),
    links,
  ]);
}

/** Text in latin1 as it is, or what is filled in: a part of one of the values, the field of the receiver. */
type Piece = string | { readonly value: number; readonly from: number; readonly to: number } | { readonly field: 'to' };
type Pattern = readonly Piece[];

type ToFind = {
  readonly outgoing: Outgoing;
  readonly own: Own;
  readonly address: string;
  readonly whole: MailMaker;
  readonly bytes: Buffer;
};

/** Made of a mail with marks in the place of values; undefined where that does not give `bytes`, the mail made whole. */
function patternFor({ outgoing, own, address, whole, bytes }: ToFind): Pattern | undefined {
  const marks = own.values.map((value, place) => markOf(place, value.length));
  const [mark, ...others] = marks;
  const addresses = own.links.map(({ before, value, after }) => `${before}${marks[value] ?? ''}${after}`);
  const asides = outgoing.asides ?? [];
  const withMarks: Outgoing = {
    ...outgoing,
    deliveryId: mark ?? '',
    follows: others.slice(0, outgoing.follows.length),
    contactName: SAMPLE.name,
    link: outgoing.link === undefined ? undefined : addresses[0],
    asides: asides.map((aside, place) => ({ ...aside, address: addresses[addresses.length - asides.length + place] ?? '' })),
  };
  const pattern = patternOf(whole(withMarks, SAMPLE.address).toString('latin1'), marks);
  return fill(pattern, own.values, toLine(outgoing, address)).equals(bytes) ? pattern : undefined;
}

/** Of the length asked, and found nowhere else. */
function markOf(place: number, length: number): string {
  return hash('sha512', `mark ${place}`, 'base64url')
    .repeat(Math.ceil(length / 86))
    .slice(0, length);
}

function patternOf(text: string, marks: readonly string[]): Pattern {
  const broken = (mark: string) => mark.split('').join(`(?:${SOFT})?`);
  const find = new RegExp([...marks.map(broken), `(?<=\r\n)${SAMPLE.line.replaceAll('.', '\\.')}(?=\r\n)`].join('|'), 'g');
  const pattern: Piece[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(find)) {
    pattern.push(text.slice(done, index));
    done = index + found.length;
    if (found === SAMPLE.line) pattern.push({ field: 'to' });
    else pattern.push(...partsOf(found, marks.indexOf(found.replaceAll(SOFT, ''))));
  }
  return [...pattern, text.slice(done)];
}

/** A value may go on in the next line. */
function partsOf(found: string, value: number): Pattern {
  let from = 0;
  return found.split(SOFT).flatMap((part, place): Pattern => {
    const to = from + part.length;
    const piece = { value, from, to };
    from = to;
    return place === 0 ? [piece] : [SOFT, piece];
  });
}

function fill(pattern: Pattern, values: readonly string[], to: string): Buffer {
  let text = '';
  for (const part of pattern) {
    if (typeof part === 'string') text += part;
    else text += 'field' in part ? to : (values[part.value] ?? '').slice(part.from, part.to);
  }
  return Buffer.from(text, 'latin1');
}

/** The field as the library writes it; where that is known to be plain, without asking it. */
function toLine(outgoing: Outgoing, address: string): string {
  const to = receiverOf(outgoing, address);
  const line = `To: ${to.name} <${to.address}>`;
  if (line.length <= 76 && /^To: [A-Za-z0-9]+(?: [A-Za-z0-9]+)* <[a-z0-9-]+(?:\.[a-z0-9-]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*>$/.test(line))
    return line;
  const fields = new MimeNode('text/plain', { textEncoding: 'quoted-printable' })
    .setHeader('To', to)
    .buildHeaders()
    .split(/\r\n(?![ \t])/);
  return fields.find((field) => field.startsWith('To:')) ?? line;
}
