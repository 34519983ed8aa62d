import type { Message } from '../deliveries/message.ts';
import type { Language } from '../institutions/institution.ts';
import { DRILL_MARKS } from './mark-drill-texts.ts';

const WORDS: Readonly<Record<Language, { readonly opening: string; readonly closing: string }>> = {
  nl: {
    opening: 'OEFENING. Dit is geen echte waarschuwing. U krijgt dit omdat uw organisatie meedoet aan een oefening.',
    closing: 'Dit was een oefening. Verander niets aan uw systemen. Is er echt iets aan de hand? Bel ons dan.',
  },
  en: {
    opening: 'EXERCISE. This is no real warning. You get this because your organisation takes part in an exercise.',
    closing: 'This was an exercise. Change nothing in your systems. Is something really wrong? Then call us.',
  },
};

/**
 * A message of a drill: it says so in its subject, its first line and its last, also where nothing else of it may be told (a notice), and to
 * programs. The reason why the reader is told gives way to that of the drill.
 */
export function markDrillMessage(message: Message): Message {
  const { opening, closing } = WORDS[message.language];
  return {
    ...marked(message, opening),
    drill: true,
    closing: [closing, ...message.closing],
    ...(message.full === undefined ? {} : { full: marked(message.full, opening, message.language) }),
  };

  function marked<Text extends Pick<Message, 'subject' | 'opening'>>(text: Text, first: string, language = message.language): Text {
    return { ...text, subject: markSubject(text.subject, language), opening: first };
  }
}

/** A titled subject has the mark in its title already; it comes to the front, before the urgency that would wake somebody. */
/** As a reminder of it says it again. */
export function markSubject(subject: string, language: Language): string {
  const mark = DRILL_MARKS[language];
  return `${mark}${subject.replaceAll(mark, '')}`;
}
