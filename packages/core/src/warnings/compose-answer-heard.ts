import { cleanText } from '../basics/clean-text.ts';
import type { Message } from '../deliveries/message.ts';
import type { Institution, Language } from '../institutions/institution.ts';
import { isAtMost } from '../sharing/tlp.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { describeMoment } from '../institutions/describe-moment.ts';
import { markDrillMessage } from './mark-drill-message.ts';
import { textFor, type Urgency, type Warning, type WarningVersion } from './warning.ts';
import { words } from './words.ts';

export type AnswerHeard = {
  readonly warning: Pick<Warning, 'reference' | 'matterId' | 'drillId'>;
  /** The version that was answered. */
  readonly version: Pick<WarningVersion, 'version' | 'texts' | 'tlp'>;
  /** For this institution. */
  readonly urgency: Urgency;
  readonly acknowledgement: Acknowledgement;
  readonly institution: Pick<Institution, 'id' | 'name'>;
  readonly language: Language;
  readonly cert: { readonly name: string; readonly phone: string; readonly domain: string };
};

/**
 * What the other contacts of an institution read when somebody answered through a link, or undid an answer through one: links get
 * forwarded, so they hear of it and can undo it (DESIGN §5). The name is as typed by whoever held the link; the remark stays behind the link.
 */
export function composeAnswerHeard(heard: AnswerHeard): Message {
  const message = compose(heard);
  return heard.warning.drillId === undefined ? message : markDrillMessage(message);
}

function compose({ warning, version, urgency, acknowledgement, institution, language, cert }: AnswerHeard): Message {
  const say = words(language);
  const { reference } = warning;
  const { answer, undoneAt, undoneBy } = acknowledgement;
  const isUndone = undoneAt !== undefined;
  const isOpen = isAtMost(version.tlp, 'GREEN');
  const who = cleanText((isUndone ? undoneBy : acknowledgement.answeredAs) ?? '', 100);
  const lines = [
    say(isUndone ? 'heard.undone' : 'heard.answer', { who, answer: say(`answer.${answer}`) }),
    say('heard.when', { when: describeMoment(undoneAt ?? acknowledgement.answeredAt, language) }),
    ...(isUndone ? [] : [say('heard.unconfirmed'), say('heard.wrong')]),
    ...(!isUndone && answer === 'not-affected' && urgency === 'act-now' ? [say('heard.still-calling')] : []),
  ];
  return {
    key: `answer/${acknowledgement.id}/${isUndone ? 'undone' : 'answered'}/${language}`,
    thread: `${warning.matterId}/${institution.id}`,
    // Above GREEN it says who answered what, and of what nothing.
    label: version.tlp,
    ...(isOpen ? {} : { isNotice: true as const }),
    language,
    subject: isOpen
      ? say(isUndone ? 'heard.subject-undone' : 'heard.subject', {
          title: cleanText(textFor(version.texts, language).title, 80),
          reference,
        })
      : say(isUndone ? 'heard.subject-undone-untitled' : 'heard.subject-untitled', { reference }),
    opening: say(isUndone ? 'heard.opening-undone' : 'heard.opening', { institution: cleanText(institution.name, 200) }),
    blocks: lines.map((text) => ({ kind: 'paragraph', text })),
    button: { text: say('heard.button') },
    reference: say('reference.line', { reference, version: acknowledgement.version }),
    closing: [
      say('closing.help', { name: cert.name, phone: cert.phone }),
      say('closing.phishing', { reference }),
      say('closing.look-up', { reference, domain: cert.domain }),
    ],
  };
}
