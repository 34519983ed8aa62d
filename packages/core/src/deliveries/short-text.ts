import type { Instant } from '../basics/instant.ts';
import { cleanText } from '../basics/clean-text.ts';
import type { Language } from '../institutions/institution.ts';
import { mayCarry } from './may-go-out.ts';
import type { Message } from './message.ts';

/** What the four digits of a text message mean; the spelling on the right is that of answers (core/warnings). */
export const DIGIT_ANSWERS = { '1': 'working', '2': 'fixed', '3': 'not-affected', '4': 'need-help' } as const;
export type AnswerDigit = keyof typeof DIGIT_ANSWERS;

export type ToShorten = {
  readonly message: Message;
  /** Whoever answers with it has read it. */
  readonly code: string;
  readonly cert: { readonly name: string; readonly phone: string };
};

/** A text message of two parts: each has 153 septets beside its place in the whole (3GPP TS 23.040 §9.2.3.24.1). */
export const SMS_SEPTETS_MAX = 2 * 153;

type ShortWords = {
  /** Before everything else of an exercise: nobody may act on it for real. */
  readonly drill: string;
  readonly answer: (code: string) => string;
  /** Of what is behind sign-in: who has not read it can't say that it is mended or of no concern (core/warnings/answers-unread.ts). */
  readonly answerUnread: (code: string) => string;
  readonly look: string;
  readonly from: (cert: ToShorten['cert']) => string;
  readonly spoken: (cert: ToShorten['cert']) => string;
  readonly spokenEnd: (cert: ToShorten['cert']) => string;
};

const WORDS: Readonly<Record<Language, ShortWords>> = {
  nl: {
    drill: 'OEFENING.',
    answer: (code) => `Antwoord met cijfer en code: 1 ${code}=bezig 2=opgelost 3=geldt niet 4=bel mij.`,
    answerUnread: (code) => `Antwoord met cijfer en code: 1 ${code}=bezig 4=bel mij.`,
    look: 'Lees uw mail of log in.',
    from: ({ name, phone }) => `${name} ${phone}`,
    spoken: ({ name }) => `Dit is een bericht van ${name}.`,
    spokenEnd: ({ name, phone }) => `Lees uw mail en geef daar antwoord. Of bel ${name}: ${digitsApart(phone)}.`,
  },
  en: {
    drill: 'EXERCISE.',
    answer: (code) => `Reply with digit and code: 1 ${code}=working on it 2=fixed 3=not us 4=call me.`,
    answerUnread: (code) => `Reply with digit and code: 1 ${code}=working on it 4=call me.`,
    look: 'Read your mail or sign in.',
    from: ({ name, phone }) => `${name} ${phone}`,
    spoken: ({ name }) => `This is a message from ${name}.`,
    spokenEnd: ({ name, phone }) => `Read your mail and answer there. Or call ${name}: ${digitsApart(phone)}.`,
  },
};

/**
 * A message as a text message of at most two parts: what to do first, then what it is, how to answer and whose it is. Nothing of what is held is
 * in it, and no link: a message with one looks like fraud. What does not fit is cut from what to do.
 */
export function smsText({ message, code, cert }: ToShorten, now: Instant): string {
  const say = WORDS[message.language];
  const first = message.drill === true ? say.drill : '';
  const title = inSeptets(cleanText(message.subject, 160));
  const isUnread = message.isNotice === true || !mayCarry(message, 'action', 'sms', now);
  const tail = inSeptets(
    [
      message.isNotice === true ? say.look : '',
      message.button === undefined ? '' : isUnread ? say.answerUnread(code) : say.answer(code),
      cleanText(say.from(cert), 60),
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  const fixed = fitted(title, SMS_SEPTETS_MAX - septets(tail) - septets(first) - 2);
  const action = fitted(inSeptets(actionOf(message, now)), SMS_SEPTETS_MAX - septets(tail) - septets(fixed) - septets(first) - 3);
  return [first, action, fixed, tail].filter((part) => part !== '').join(' ');
}

/** A message as it is read out: whose it is, what it is, what to do, and where to answer. */
export function spokenText({ message, cert }: Omit<ToShorten, 'code'>, now: Instant): string {
  const say = WORDS[message.language];
  const title = cleanText(message.subject, 200)
    .replace(/[[\]()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [message.drill === true ? say.drill : '', say.spoken(cert), `${title}.`, actionOf(message, now), say.spokenEnd(cert)]
    .filter((part) => part !== '')
    .join(' ');
}

/** The first thing to do; nothing where the label lets a telephone carry no action, or where nothing is asked. */
function actionOf(message: Message, now: Instant): string {
  if (message.isNotice === true || !mayCarry(message, 'action', 'sms', now)) return '';
  const steps = message.blocks.find((block) => block.kind === 'steps');
  return cleanText(steps?.kind === 'steps' ? (steps.items[0] ?? '') : '', 300);
}

function digitsApart(phone: string): string {
  return phone.replace(/\d/g, '$& ').replace(/\s+/g, ' ').trim();
}

/** The basic alphabet, and what takes two septets (3GPP TS 23.038 §6.2.1). */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€');
const PLAINER: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '-',
  '×': 'x',
  '[': '(',
  ']': ')',
};

/** In the alphabet that every telephone has: an ë becomes an e, what has no likeness a question mark. One other letter would halve the room. */
function inSeptets(text: string): string {
  return [...text]
    .map((character) => {
      const plain = PLAINER[character] ?? character;
      if ([...plain].every((each) => BASIC.has(each) || EXTENDED.has(each))) return plain;
      const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
      return base !== '' && [...base].every((each) => BASIC.has(each)) ? base : '?';
    })
    .join('');
}

export function septets(text: string): number {
  return [...text].reduce((sum, character) => sum + (EXTENDED.has(character) ? 2 : 1), 0);
}

function fitted(text: string, room: number): string {
  if (septets(text) <= room) return text;
  if (room < 20) return '';
  let cut = '';
  for (const character of text) {
    if (septets(cut) + septets(character) > room - 3) break;
    cut += character;
  }
  return `${cut.replace(/\s+\S*$/, '')}...`;
}
