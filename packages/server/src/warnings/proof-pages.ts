import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import type { Block, Message } from '@forewarn/core/deliveries/message.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import type { ProofPack } from './prove-telling.ts';
import { proofLabel } from './proof-label.ts';
import { isReminder } from './proof-reminder.ts';
import { proofText } from './proof-text.ts';
import { proofCode, proofWords } from './proof-words.ts';

/** What the template knows: plain texts in plain parts (proof-pack.typ). */
export type ProofPart =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph' | 'mono' | 'bold'; readonly text: string }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'message'; readonly parts: readonly ProofPart[] };

export type ProofPages = {
  readonly title: string;
  readonly author: string;
  readonly language: Language;
  /** At the foot of every page. */
  readonly label: string;
  readonly madeAt: { readonly year: number; readonly month: number; readonly day: number; readonly seconds: number };
  readonly parts: readonly ProofPart[];
};

/** Rows of one table. The JSON holds all. */
const ROWS_MAX = 200;
const MESSAGES_MAX = 20;

/**
 * A proof pack as pages: told what, when, through what, read, answered, reminded, and where it stands in the signed trail. Every text in it has
 * passed proofText, whoever typed it.
 */
export function proofPages(pack: ProofPack, language: Language): ProofPages {
  const say = proofWords(language);
  const names = { reference: pack.warning.reference, institution: pack.institution.name, cert: pack.cert };
  const label = proofLabel(pack);
  const made = new Date(millisecondsOf(pack.madeAt));
  const raw: Omit<ProofPages, 'madeAt'> = {
    title: say('title', names),
    author: pack.cert,
    language,
    label: `TLP:${label} · ${words(language)(`tlp.${label}`)}`,
    parts: [
      { kind: 'paragraph', text: say('lead', names) },
      facts(pack, language, label),
      ...told(pack, language),
      ...messages(pack, language),
      ...deliveries(pack, language),
      ...readings(pack, language),
      ...answers(pack, language),
      ...reminders(pack, language),
      ...trail(pack, language),
      { kind: 'paragraph', text: `${say('times')} ${say('disclaimer')}` },
    ],
  };
  return {
    ...(printed(raw) as typeof raw),
    language,
    madeAt: {
      year: made.getUTCFullYear(),
      month: made.getUTCMonth() + 1,
      day: made.getUTCDate(),
      seconds: Math.floor(made.getTime() / 1000),
    },
  };
}

/** Every text of it made fit for paper, however deep it stands; the template's own words (`kind`) stay. */
function printed(value: unknown, name?: string): unknown {
  if (typeof value === 'string') return name === 'kind' || name === 'language' ? value : proofText(value);
  if (Array.isArray(value)) return value.map((one) => printed(one));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, printed(one, key)]));
  return value;
}

function facts(pack: ProofPack, language: Language, label: TlpLabel): ProofPart {
  const say = proofWords(language);
  const { reference, state, endedAt } = pack.warning;
  return {
    kind: 'facts',
    rows: [
      [say('warning'), reference],
      [say('institution'), pack.institution.name],
      [say('state'), words(language)(`state.${state}`)],
      ...(endedAt === undefined ? [] : [[say('ended'), describeMoment(endedAt, language)] as const]),
      [say('made'), describeMoment(pack.madeAt, language)],
      [say('label'), `TLP:${label}. ${words(language)(`tlp.${label}`)}`],
      [say('key'), pack.trail.checkpoints.at(-1)?.key ?? '–'],
    ],
  };
}

function told(pack: ProofPack, language: Language): readonly ProofPart[] {
  const say = proofWords(language);
  const word = words(language);
  return section(language, say('told'), {
    columns: [say('version'), say('what'), say('when'), say('urgency'), say('decision'), say('why')],
    widths: [2, 3, 4, 3, 3, 6],
    rows: pack.told.map((one) => [
      `${one.version} (TLP:${one.tlp})`,
      proofCode(language, 'kind', one.kind),
      at(one.releasedAt),
      word(`urgency.${one.urgency}`),
      [word(`decision.${one.decision}`), one.because ?? ''].filter((part) => part !== '').join(': '),
      one.reasons
        .map(
          ({ supplier, product, version, certainty }) =>
            `${[supplier, product, version].filter((part) => (part ?? '') !== '').join(' ')} (${word(`certainty.${certainty}`)})`,
        )
        .join('\n'),
    ]),
  });
}

function messages(pack: ProofPack, language: Language): readonly ProofPart[] {
  const say = proofWords(language);
  const shown = pack.messages.slice(0, MESSAGES_MAX);
  return [
    { kind: 'heading', level: 2, text: say('messages') },
    ...(shown.length === 0 ? [nothing(language)] : [{ kind: 'paragraph' as const, text: say('messagesLead') }]),
    ...shown.flatMap(({ message, sha256 }): readonly ProofPart[] => [
      { kind: 'heading', level: 3, text: `${message.reference} (${message.language}, TLP:${message.label})` },
      { kind: 'message', parts: messageParts(message) },
      { kind: 'mono', text: `SHA-256 ${grouped(sha256)}` },
    ]),
    ...more(language, pack.messages.length - shown.length),
  ];
}

function messageParts(message: Message): readonly ProofPart[] {
  return [
    { kind: 'bold', text: message.subject },
    { kind: 'paragraph', text: message.opening },
    ...message.blocks.map(blockPart),
    ...(message.button === undefined ? [] : [{ kind: 'paragraph' as const, text: `[ ${message.button.text} ]` }]),
    { kind: 'paragraph', text: message.closing.join('\n') },
  ];
}

function blockPart(block: Block): ProofPart {
  switch (block.kind) {
    case 'heading':
      return { kind: 'bold', text: block.text };
    case 'paragraph':
      return { kind: 'paragraph', text: block.text };
    case 'steps':
      return { kind: 'steps', items: block.items };
    case 'points':
      return { kind: 'list', items: block.items };
    case 'link':
      return { kind: 'paragraph', text: `[ ${block.text} ]` };
  }
}

function deliveries(pack: ProofPack, language: Language): readonly ProofPart[] {
  const say = proofWords(language);
  return [
    ...section(language, say('deliveries'), {
      columns: [say('planned'), say('channel'), say('contact'), say('address'), say('standing')],
      widths: [3, 2, 3, 4, 5],
      rows: pack.deliveries.map((one) => [
        at(one.plannedAt),
        one.channel,
        one.contact,
        one.address,
        [
          proofCode(language, 'state', one.state),
          one.acceptedAt === undefined ? '' : at(one.acceptedAt),
          one.endedBecause ?? '',
          one.messageId ?? '',
        ]
          .filter((part) => part !== '')
          .join('\n'),
      ]),
    }),
    ...section(language, say('attempts'), {
      level: 3,
      columns: [say('when'), say('contact'), say('attempt'), say('outcome'), say('response')],
      widths: [3, 3, 1, 3, 6],
      rows: pack.deliveries.flatMap((one) =>
        one.attempts.map((attempt) => [
          at(attempt.endedAt),
          one.contact,
          String(attempt.attempt),
          [proofCode(language, 'outcome', attempt.outcome), attempt.reason ?? ''].filter((part) => part !== '').join(': '),
          attempt.response ?? '',
        ]),
      ),
    }),
  ];
}

function readings(pack: ProofPack, language: Language): readonly ProofPart[] {
  const say = proofWords(language);
  const [heading, ...rest] = section(language, say('read'), {
    columns: [say('when'), say('what'), say('by'), say('origin')],
    widths: [3, 4, 4, 3],
    rows: pack.read.map((one) => [at(one.at), proofCode(language, 'read', one.action), one.by, one.origin ?? '']),
  });
  return heading === undefined ? [] : [heading, { kind: 'paragraph', text: say('readLead') }, ...rest];
}

function answers(pack: ProofPack, language: Language): readonly ProofPart[] {
  const say = proofWords(language);
  const word = words(language);
  return section(language, say('answers'), {
    columns: [say('when'), say('answer'), say('who'), say('through'), say('remark')],
    widths: [3, 3, 3, 3, 5],
    rows: pack.answers.map((one) => [
      at(one.answeredAt),
      word(`answer.${one.answer}`),
      one.answeredAs,
      `${proofCode(language, 'through', one.through)}\n${one.confirmed ? say('confirmed') : say('unconfirmed')}`,
      [one.why, one.remark, one.forwardedTo, one.undoneAt === undefined ? undefined : say('undone', { when: at(one.undoneAt) })]
        .filter((part) => part !== undefined && part !== '')
        .join('\n'),
    ]),
  });
}

/** Each reminder that was planned, and what became of it. */
function reminders(pack: ProofPack, language: Language): readonly ProofPart[] {
  const say = proofWords(language);
  return section(language, say('reminders'), {
    columns: [say('planned'), say('channel'), say('contact'), say('standing')],
    widths: [3, 2, 4, 5],
    rows: pack.deliveries
      .filter(({ messageKey }) => isReminder(messageKey))
      .map((one) => [
        at(one.plannedAt),
        one.channel,
        one.contact,
        [proofCode(language, 'state', one.state), one.acceptedAt === undefined ? '' : at(one.acceptedAt)]
          .filter((part) => part !== '')
          .join('\n'),
      ]),
  });
}

function trail(pack: ProofPack, language: Language): readonly ProofPart[] {
  const say = proofWords(language);
  const [heading, ...rest] = section(language, say('trail'), {
    columns: [say('entry'), say('when'), say('what'), say('digest')],
    widths: [1, 3, 3, 7],
    rows: pack.trail.entries.map((one) => [String(one.sequence), at(one.at), one.action, grouped(one.digest)]),
  });
  return [
    ...(heading === undefined ? [] : [heading]),
    { kind: 'paragraph', text: say('trailLead', { cert: pack.cert }) },
    ...rest,
    ...section(language, say('checkpoints'), {
      level: 3,
      columns: [say('entry'), say('when'), say('hash'), say('signature')],
      widths: [1, 3, 5, 6],
      rows: pack.trail.checkpoints.map((one) => [String(one.sequence), at(one.at), grouped(one.hash), one.signature]),
    }),
  ];
}

type Table = {
  readonly level?: 3;
  readonly columns: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
};

function section(language: Language, heading: string, { level, columns, widths, rows }: Table): readonly ProofPart[] {
  const shown = rows.slice(0, ROWS_MAX);
  return [
    { kind: 'heading', level: level ?? 2, text: heading },
    shown.length === 0 ? nothing(language) : { kind: 'table', columns, widths, rows: shown },
    ...more(language, rows.length - shown.length),
  ];
}

function nothing(language: Language): ProofPart {
  return { kind: 'paragraph', text: proofWords(language)('none') };
}

function more(language: Language, count: number): readonly ProofPart[] {
  return count > 0 ? [{ kind: 'paragraph', text: proofWords(language)('more', { count: String(count) }) }] : [];
}

/** "2026-11-23 16:00:03Z": to the second, as tables are read. */
function at(instant: string): string {
  return instant.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

/** A hash in groups of eight, which can be compared by eye and broken over lines. */
function grouped(hash: string): string {
  return hash.replaceAll(/.{8}(?=.)/g, '$& ');
}
