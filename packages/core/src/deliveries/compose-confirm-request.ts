import { cleanText } from '../basics/clean-text.ts';
import type { Contact } from '../institutions/contact.ts';
import type { Language } from '../institutions/institution.ts';
import type { Message } from './message.ts';

/** The key of a request to confirm: one for a contact and the day from which its details were last known to be right. */
export function confirmRequestKey(contactId: string, since: string): string {
  return `confirm/${contactId}/${since}`;
}

/** Whether a message is one, by its key: its button leads to the contact's own page. */
export function isConfirmRequest(messageKey: string): boolean {
  return messageKey.startsWith('confirm/');
}

/**
 * "Kloppen uw gegevens nog?" on its own, for whom nothing was sent with which the question could have come along. CLEAR: it says nothing but that we
 * know them.
 */
export function composeConfirmRequest({
  contact,
  since,
  cert,
}: {
  readonly contact: Pick<Contact, 'id' | 'name' | 'language'>;
  readonly since: string;
  readonly cert: { readonly name: string; readonly phone: string; readonly domain: string };
}): Message {
  const say = WORDS[contact.language];
  const key = confirmRequestKey(contact.id, since);
  return {
    key,
    thread: key,
    label: 'CLEAR',
    language: contact.language,
    subject: say.subject,
    opening: say.opening(cleanText(contact.name, 100)),
    blocks: [{ kind: 'paragraph', text: say.why(cert.name) }],
    button: { text: say.button },
    reference: say.subject,
    closing: [say.help(cert.name, cert.phone), say.lookUp(cert.domain), 'TLP:CLEAR'],
  };
}

type Say = {
  readonly subject: string;
  readonly opening: (name: string) => string;
  readonly why: (cert: string) => string;
  readonly button: string;
  readonly help: (cert: string, phone: string) => string;
  readonly lookUp: (domain: string) => string;
};

const WORDS: Readonly<Record<Language, Say>> = {
  nl: {
    subject: 'Kloppen uw gegevens nog?',
    opening: (name) => `Wij hebben u, ${name}, als contact. Klopt dat nog? Eén klik is genoeg.`,
    why: (cert) => `Alleen zo bereikt ${cert} u als er iets aan de hand is. Wij vragen dit één keer.`,
    button: 'Bekijk en bevestig',
    help: (cert, phone) => `Hulp nodig? Bel ${cert}: ${phone}, dag en nacht.`,
    lookUp: (domain) => `Twijfelt u of dit bericht echt is? Typ zelf ${domain} in uw browser.`,
  },
  en: {
    subject: 'Are your details still right?',
    opening: (name) => `We have you, ${name}, as a contact. Is that still right? One click will do.`,
    why: (cert) => `It is how ${cert} reaches you when something is the matter. We ask this once.`,
    button: 'Look and confirm',
    help: (cert, phone) => `Need help? Call ${cert}: ${phone}, day and night.`,
    lookUp: (domain) => `Is this message real? Type ${domain} into your browser yourself.`,
  },
};
