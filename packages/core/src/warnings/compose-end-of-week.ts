import { cleanText } from '../basics/clean-text.ts';
import type { Message } from '../deliveries/message.ts';
import type { Institution, Language } from '../institutions/institution.ts';
import { isAtMost, type TlpLabel } from '../sharing/tlp.ts';
import type { Urgency } from './warning.ts';
import { words } from './words.ts';

/** One warning of the week, or one that is still open, as the institution stands towards it. */
export type WeekLine = {
  readonly reference: string;
  readonly title: string;
  readonly tlp: TlpLabel;
  readonly urgency: Urgency;
  /** Released within the week. */
  readonly isNew: boolean;
  /** The institution is not done with it. */
  readonly isOpen: boolean;
};

export type ToEndWeek = {
  readonly institution: Pick<Institution, 'id' | 'name'>;
  readonly language: Language;
  /** The Monday, YYYY-MM-DD. */
  readonly week: string;
  readonly lines: readonly WeekLine[];
  readonly cert: { readonly name: string; readonly phone: string; readonly domain: string };
};

/**
 * End-of-Week for one institution (DOMAIN §5.5): what it was told this week and what it is not done with, TLP:GREEN. What is above that is counted and
 * not named. Undefined where there is neither: nobody is written to for nothing.
 */
export function composeEndOfWeek({ institution, language, week, lines, cert }: ToEndWeek): Message | undefined {
  const told = lines.filter(({ isNew }) => isNew);
  const open = lines.filter(({ isOpen }) => isOpen);
  if (told.length === 0 && open.length === 0) return undefined;
  const say = WORDS[language];
  const list = (some: readonly WeekLine[]) => {
    const named = some.filter(({ tlp }) => isAtMost(tlp, 'GREEN')).map((line) => inOneLine(line, language));
    const more = some.length - named.length;
    return [...named, ...(more === 0 ? [] : [say.behindSignIn(more)])];
  };
  return {
    key: `end-of-week/${week}/${institution.id}/${language}`,
    thread: `end-of-week/${institution.id}`,
    label: 'GREEN',
    isBundle: true,
    language,
    subject: say.subject(open.length),
    opening: open.length === 0 ? say.nothingOpen : say.open(open.length),
    blocks: [
      ...(open.length === 0
        ? []
        : [
            { kind: 'heading' as const, text: say.stillOpen },
            { kind: 'points' as const, items: list(open) },
          ]),
      { kind: 'heading', text: say.thisWeek },
      told.length === 0 ? { kind: 'paragraph', text: say.nothingNew } : { kind: 'points', items: list(told) },
    ],
    reference: say.reference(week, cleanText(institution.name, 200)),
    closing: [say.help(cert.name, cert.phone), say.portal(cert.domain), 'TLP:GREEN'],
  };
}

function inOneLine({ reference, title, urgency }: WeekLine, language: Language): string {
  return `${words(language)(`urgency.${urgency}`)}: ${cleanText(title, 80)} (${reference})`;
}

type Say = {
  readonly subject: (open: number) => string;
  readonly nothingOpen: string;
  readonly open: (count: number) => string;
  readonly stillOpen: string;
  readonly thisWeek: string;
  readonly nothingNew: string;
  readonly behindSignIn: (count: number) => string;
  readonly reference: (week: string, name: string) => string;
  readonly help: (name: string, phone: string) => string;
  readonly portal: (domain: string) => string;
};

const WORDS: Readonly<Record<Language, Say>> = {
  nl: {
    subject: (open) =>
      open === 0 ? 'Uw week: niets staat open' : `Uw week: ${open} ${open === 1 ? 'ding staat' : 'dingen staan'} nog open`,
    nothingOpen: 'U hoeft nu niets te doen. Alles van deze week is afgehandeld. Dank u wel.',
    open: (count) => (count === 1 ? 'Er staat nog 1 ding open.' : `Er staan nog ${count} dingen open.`),
    stillOpen: 'Dit staat nog open',
    thisWeek: 'Dit kreeg u deze week',
    nothingNew: 'Deze week kreeg u niets nieuws.',
    behindSignIn: (count) => (count === 1 ? 'En 1 bericht dat u na aanmelden leest.' : `En ${count} berichten die u na aanmelden leest.`),
    reference: (week, name) => `End-of-Week, week van ${week}, ${name}`,
    help: (name, phone) => `Hulp nodig? Bel ${name}: ${phone}, dag en nacht.`,
    portal: (domain) => `Antwoorden doet u in ons portaal. Typ zelf het adres: ${domain}.`,
  },
  en: {
    subject: (open) =>
      open === 0 ? 'Your week: nothing is open' : `Your week: ${open} ${open === 1 ? 'thing is' : 'things are'} still open`,
    nothingOpen: 'You need do nothing now. All of this week is done. Thank you.',
    open: (count) => (count === 1 ? '1 thing is still open.' : `${count} things are still open.`),
    stillOpen: 'Still open',
    thisWeek: 'What you got this week',
    nothingNew: 'You got nothing new this week.',
    behindSignIn: (count) => (count === 1 ? 'And 1 message to read after signing in.' : `And ${count} messages to read after signing in.`),
    reference: (week, name) => `End-of-Week, week of ${week}, ${name}`,
    help: (name, phone) => `Need help? Call ${name}: ${phone}, day and night.`,
    portal: (domain) => `You answer in our portal. Type its address yourself: ${domain}.`,
  },
};
