import { cleanText } from '../basics/clean-text.ts';
import type { ContactId } from '../basics/ids.ts';
import { MONTHS, WEEKDAYS } from '../institutions/calendar-words.ts';
import type { Language } from '../institutions/institution.ts';
import { isAtMost, TLP_LABELS, type TlpLabel } from '../sharing/tlp.ts';
import type { Block, Message } from './message.ts';

/** A message that waited, with the contact's own link where it asks something. */
export type BundledItem = { readonly id: string; readonly message: Message; readonly linkId?: string };

export type ToBundle = {
  readonly contactId: ContactId;
  readonly language: Language;
  /** By the clock of the contact's zone, YYYY-MM-DD: one bundle a day. */
  readonly day: string;
  /** In the order in which they came. */
  readonly items: readonly BundledItem[];
  readonly cert: { readonly name: string; readonly phone: string; readonly domain: string };
};

export type Bundle = { readonly message: Message; readonly itemIds: readonly string[] };

export type Bundled = {
  readonly bundles: readonly Bundle[];
  /** What goes by itself: TLP:RED is for one person and stands beside nothing, and an exercise stands beside nothing real. */
  readonly alone: readonly string[];
};

/** What is beyond is named and not told: nobody reads further, and all of it is behind its link. */
const TOLD_MAX = 30;
const SUBJECT_MAX = 150;

/**
 * Writes what a contact gets of a day: what may travel in one message, and apart from it that there are texts which may not. The texts of the second go
 * along only encrypted to the contact's key, as each would have by itself. Empty where nothing waits. The same items give the same messages.
 */
export function composeBundle(toBundle: ToBundle): Bundled {
  const alone = toBundle.items.filter(({ message }) => message.label === 'RED' || message.drill === true);
  const rest = toBundle.items.filter((item) => !alone.includes(item));
  const open = rest.filter(({ message }) => message.isNotice !== true && isAtMost(message.label, 'GREEN'));
  const closed = rest.filter((item) => !open.includes(item));
  return {
    bundles: [
      ...(open.length === 0 ? [] : [{ message: openBundle(toBundle, open), itemIds: open.map(({ id }) => id) }]),
      ...(closed.length === 0 ? [] : [{ message: closedBundle(toBundle, closed), itemIds: closed.map(({ id }) => id) }]),
    ],
    alone: alone.map(({ id }) => id),
  };
}

/** The key of a bundle: one of each kind for a contact and a day. */
export function bundleKey(contactId: ContactId, day: string, kind: 'open' | 'closed'): string {
  return `bundle/${contactId}/${day}/${kind}`;
}

/** Whether a message is a bundle, by its key. */
export function isBundleKey(messageKey: string): boolean {
  return messageKey.startsWith('bundle/');
}

function openBundle(toBundle: ToBundle, items: readonly BundledItem[]): Message {
  const say = WORDS[toBundle.language];
  return {
    ...frame(toBundle, 'open', items),
    subject: say.subject(dayInWords(toBundle), items.length),
    opening: say.opening(items.length),
    blocks: blocksOf(items, say, ({ message }) => message),
  };
}

function closedBundle(toBundle: ToBundle, items: readonly BundledItem[]): Message {
  const say = WORDS[toBundle.language];
  const common = { subject: say.closedSubject(dayInWords(toBundle), items.length), opening: say.closedOpening(items.length) };
  const isWhole = items.some(({ message }) => message.full !== undefined);
  return {
    ...frame(toBundle, 'closed', items),
    ...common,
    isNotice: true,
    sharedWithItProvider: items.every(({ message }) => message.sharedWithItProvider === true),
    blocks: items.flatMap(({ message, linkId }): readonly Block[] => [
      { kind: 'paragraph', text: cleanText(message.subject, SUBJECT_MAX) },
      ...linkTo(linkId, say.read),
    ]),
    // Encrypted to the contact's key it says what it is, where each item could have.
    ...(isWhole ? { full: { ...common, blocks: blocksOf(items, say, ({ message }) => message.full ?? message) } } : {}),
  };
}

function frame({ contactId, day, language, cert }: ToBundle, kind: 'open' | 'closed', items: readonly BundledItem[]) {
  const say = WORDS[language];
  const label = highest(items.map(({ message }) => message.label));
  const key = bundleKey(contactId, day, kind);
  return {
    key,
    thread: key,
    label,
    isBundle: true as const,
    language,
    reference: say.reference(day, items.length),
    closing: [say.help(cert.name, cert.phone), say.wish, say.lookUp(cert.domain), `TLP:${label}`],
  };
}

/** Each under its own subject: why they are told, what it is, what to do, and the way to answer. */
function blocksOf(
  items: readonly BundledItem[],
  say: Say,
  textOf: (item: BundledItem) => Pick<Message, 'subject' | 'opening' | 'blocks'>,
): readonly Block[] {
  return items.flatMap((item, place): readonly Block[] => {
    const { subject, opening, blocks } = textOf(item);
    const heading: Block = { kind: 'heading', text: cleanText(subject, SUBJECT_MAX) };
    const told: readonly Block[] = place < TOLD_MAX ? [{ kind: 'paragraph', text: opening }, ...shortly(blocks)] : [];
    return [heading, ...told, ...linkTo(item.linkId, item.message.button?.text ?? say.read)];
  });
}

/** The first section, which is what it is in short, and the steps. */
function shortly(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex(({ kind }) => kind === 'heading');
  const next = blocks.findIndex(({ kind }, place) => place > Math.max(first, 0) && kind === 'heading');
  const inShort = blocks.slice(0, next < 0 ? blocks.length : next).filter(({ kind }) => kind === 'paragraph');
  const steps = blocks.find(({ kind }) => kind === 'steps');
  return [...inShort, ...(steps === undefined ? [] : [steps])];
}

function linkTo(linkId: string | undefined, text: string): readonly Block[] {
  return linkId === undefined ? [] : [{ kind: 'link', text, linkId }];
}

function highest(labels: readonly TlpLabel[]): TlpLabel {
  return labels.toSorted((a, b) => TLP_LABELS.indexOf(b) - TLP_LABELS.indexOf(a))[0] ?? 'CLEAR';
}

function dayInWords({ day, language }: Pick<ToBundle, 'day' | 'language'>): string {
  const date = new Date(`${day}T00:00:00Z`);
  return `${WEEKDAYS[language][date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[language][date.getUTCMonth()]}`;
}

type Say = {
  readonly subject: (day: string, count: number) => string;
  readonly opening: (count: number) => string;
  readonly closedSubject: (day: string, count: number) => string;
  readonly closedOpening: (count: number) => string;
  readonly read: string;
  readonly reference: (day: string, count: number) => string;
  readonly help: (name: string, phone: string) => string;
  readonly wish: string;
  readonly lookUp: (domain: string) => string;
};

const WORDS: Readonly<Record<Language, Say>> = {
  nl: {
    subject: (day, count) => `Dagbundel ${day}: ${count} ${count === 1 ? 'bericht' : 'berichten'}`,
    opening: (count) => (count === 1 ? 'Dit is het bericht dat kon wachten.' : `Dit zijn de ${count} berichten die konden wachten.`),
    closedSubject: (day, count) => `Dagbundel ${day}: ${count} ${count === 1 ? 'bericht' : 'berichten'} om na aanmelden te lezen`,
    closedOpening: (count) =>
      count === 1 ? 'Er is een bericht voor u. U leest het na aanmelden.' : `Er zijn ${count} berichten voor u. U leest ze na aanmelden.`,
    read: 'Lees het bericht',
    reference: (day, count) => `Dagbundel ${day}, ${count} ${count === 1 ? 'bericht' : 'berichten'}`,
    help: (name, phone) => `Hulp nodig? Bel ${name}: ${phone}, dag en nacht.`,
    wish: 'Wilt u dit op een andere tijd, of meteen? Kies dat in het portaal bij "Wat u van ons krijgt", of bel ons.',
    lookUp: (domain) => `Twijfelt u of dit bericht echt is? Typ zelf ${domain} in uw browser.`,
  },
  en: {
    subject: (day, count) => `Daily bundle ${day}: ${count} ${count === 1 ? 'message' : 'messages'}`,
    opening: (count) => (count === 1 ? 'This is the message that could wait.' : `These are the ${count} messages that could wait.`),
    closedSubject: (day, count) => `Daily bundle ${day}: ${count} ${count === 1 ? 'message' : 'messages'} to read after signing in`,
    closedOpening: (count) =>
      count === 1 ? 'There is a message for you. Sign in to read it.' : `There are ${count} messages for you. Sign in to read them.`,
    read: 'Read the message',
    reference: (day, count) => `Daily bundle ${day}, ${count} ${count === 1 ? 'message' : 'messages'}`,
    help: (name, phone) => `Need help? Call ${name}: ${phone}, day and night.`,
    wish: 'At another time, or at once? Choose it in the portal under "What you get from us", or call us.',
    lookUp: (domain) => `Is this message real? Type ${domain} into your browser yourself.`,
  },
};
