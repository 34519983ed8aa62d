import type { Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';
import { isAtMost } from '../sharing/tlp.ts';
import type { Report, ReportFacts, ReportKind, ReportSection } from './report.ts';

/** Lines of one section; what is beyond is counted. */
const LINES_MAX = 200;

/** Drafts a report from what happened in a period. Says what is known and that nothing is; conclusions are a person's. */
export function draftReport(
  kind: ReportKind,
  facts: ReportFacts,
  period: { readonly from: Instant; readonly to: Instant },
  language: Language,
): Report {
  const words = WORDS[language];
  const sections = SECTIONS[kind].map((code): ReportSection => {
    const lines = LINES[code](facts, language, kind);
    const shown = lines.slice(0, LINES_MAX);
    const more = lines.length - shown.length;
    return {
      code,
      heading: words.headings[code],
      lines: lines.length === 0 ? [words.empty[code] ?? words.none] : more > 0 ? [...shown, words.more(more)] : shown,
    };
  });
  return { kind, language, tlp: kind === 'end-of-week' ? 'GREEN' : 'AMBER+STRICT', title: words.titles[kind], ...period, sections };
}

type Code = 'handlers' | 'released' | 'matters' | 'set-aside' | 'contacts' | 'help' | 'to-do' | 'community' | 'media';

/** DOMAIN §5.5: what each of them has, in its order. */
const SECTIONS: Readonly<Record<ReportKind, readonly Code[]>> = {
  shift: ['handlers', 'contacts', 'help', 'matters', 'released', 'to-do'],
  day: ['handlers', 'matters', 'released', 'set-aside', 'help', 'community', 'media'],
  'end-of-week': ['released', 'community'],
};

const LINES: Readonly<Record<Code, (facts: ReportFacts, language: Language, kind: ReportKind) => readonly string[]>> = {
  handlers: ({ handlers }) => handlers.map(({ name, entries }) => `${name} (${entries})`),
  released: ({ released }, language, kind) =>
    released
      .filter(({ tlp }) => kind !== 'end-of-week' || isAtMost(tlp, 'GREEN'))
      .map((one) => {
        const title = language === 'en' ? (one.title.en ?? one.title.nl) : one.title.nl;
        const { urgencies, kinds, told } = WORDS[language];
        return `${one.reference} v${one.version}: ${title} (${urgencies[one.urgency] ?? one.urgency}, ${kinds[one.kind] ?? one.kind}, ${told(one.told)}, ${one.at.slice(0, 16).replace('T', ' ')} UTC)`;
      }),
  matters: ({ matters }, language) =>
    matters.map(({ title, source, owner }) => `${title}: ${source}${owner === undefined ? '' : `, ${WORDS[language].with} ${owner}`}`),
  'set-aside': ({ setAside }) => setAside.map(({ title, because }) => `${title}: ${because}`),
  contacts: ({ calls }, language) => calls.map(({ outcome, count }) => `${WORDS[language].outcomes[outcome] ?? outcome}: ${count}`),
  help: ({ help }, language) =>
    help.opened + help.done + help.open === 0 ? [] : [WORDS[language].help(help.opened, help.done, help.open, help.late)],
  'to-do': ({ toDo }) => toDo,
  community: () => [],
  media: () => [],
};

type Words = {
  readonly titles: Readonly<Record<ReportKind, string>>;
  readonly headings: Readonly<Record<Code, string>>;
  readonly none: string;
  readonly empty: Readonly<Partial<Record<Code, string>>>;
  readonly more: (count: number) => string;
  readonly with: string;
  readonly told: (count: number) => string;
  readonly help: (opened: number, done: number, open: number, late: number) => string;
  readonly urgencies: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<string, string>>;
};

const WORDS: Readonly<Record<Language, Words>> = {
  nl: {
    titles: { shift: 'Shiftrapport', day: 'Dagrapport', 'end-of-week': 'End-of-Week' },
    headings: {
      handlers: 'Wie had dienst',
      released: 'Verstuurde waarschuwingen',
      matters: 'Nieuwe zaken',
      'set-aside': 'Niet relevant',
      contacts: 'Telefoongesprekken',
      help: 'Hulpvragen',
      'to-do': 'Nog te doen',
      community: 'Nieuws van anderen',
      media: 'In de media',
    },
    none: 'Niets.',
    empty: { community: 'Vul zelf aan.', media: 'Vul zelf aan.' },
    more: (count) => `En nog ${count}.`,
    with: 'bij',
    told: (count) => (count === 1 ? '1 instelling' : `${count} instellingen`),
    help: (opened, done, open, late) => `${opened} nieuw, ${done} afgehandeld, ${open} open, waarvan ${late} te laat.`,
    urgencies: {
      'act-now': 'Nu handelen',
      'this-week': 'Deze week',
      'at-maintenance': 'Bij onderhoud',
      'for-information': 'Ter informatie',
    },
    kinds: { initial: 'eerste', update: 'update', correction: 'verbetering', withdrawal: 'intrekking' },
    outcomes: { spoken: 'Gesproken', voicemail: 'Voicemail', 'no-answer': 'Geen gehoor', 'wrong-number': 'Verkeerd nummer' },
  },
  en: {
    titles: { shift: 'Shift report', day: 'Day report', 'end-of-week': 'End-of-Week' },
    headings: {
      handlers: 'On duty',
      released: 'Warnings sent',
      matters: 'New matters',
      'set-aside': 'Not relevant',
      contacts: 'Telephone calls',
      help: 'Requests for help',
      'to-do': 'Still to do',
      community: 'News of others',
      media: 'In the media',
    },
    none: 'Nothing.',
    empty: { community: 'For you to fill in.', media: 'For you to fill in.' },
    more: (count) => `And ${count} more.`,
    with: 'with',
    told: (count) => (count === 1 ? '1 institution' : `${count} institutions`),
    help: (opened, done, open, late) => `${opened} new, ${done} done, ${open} open, of which ${late} late.`,
    urgencies: { 'act-now': 'Act now', 'this-week': 'This week', 'at-maintenance': 'At maintenance', 'for-information': 'For information' },
    kinds: { initial: 'first', update: 'update', correction: 'correction', withdrawal: 'withdrawal' },
    outcomes: { spoken: 'Spoken', voicemail: 'Voicemail', 'no-answer': 'No answer', 'wrong-number': 'Wrong number' },
  },
};
