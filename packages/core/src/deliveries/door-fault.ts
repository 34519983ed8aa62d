import type { Language } from '../institutions/institution.ts';
import type { FailureReason } from './failure-reason.ts';
import type { Channel } from './planned-delivery.ts';

/** What each failure says of the door, to whoever looks at the contact; those that are ours or pass say nothing of it. */
const WORDS: Readonly<Record<Language, Readonly<Partial<Record<FailureReason, string>>>>> = {
  nl: {
    'address-unusable': 'Hier kan niets naartoe: het adres of nummer klopt niet.',
    'mailbox-unknown': 'Deze mailbox bestaat niet.',
    'mailbox-full': 'Deze mailbox is vol.',
    'domain-unknown': 'Dit domein bestaat niet of neemt geen mail aan.',
    'rejected-by-policy': 'De ontvanger weigert onze berichten.',
    'too-large': 'De ontvanger vindt onze berichten te groot.',
    refused: 'De ontvanger weigert onze berichten en zegt niet waarom.',
    gone: 'Dit adres bestaat niet meer.',
    'address-forbidden': 'Dit adres ligt in een afgesloten netwerk. Daar versturen wij niets naartoe.',
    'secret-missing': 'Er is geen geheim om berichten mee te ondertekenen.',
    'receipt-missing': 'De telefoonprovider nam het bericht aan, maar het is niet aangekomen voor zover wij weten.',
    'receipt-failed': 'Het telefoonnetwerk meldt dat het bericht niet is aangekomen.',
    timeout: 'De ontvanger antwoordt niet.',
    connection: 'De ontvanger is niet bereikbaar.',
    busy: 'De ontvanger had het te druk of een storing.',
    tls: 'De beveiligde verbinding met de ontvanger lukt niet.',
  },
  en: {
    'address-unusable': 'Nothing can be sent here: the address or number is not right.',
    'mailbox-unknown': 'This mailbox does not exist.',
    'mailbox-full': 'This mailbox is full.',
    'domain-unknown': 'This domain does not exist or takes no mail.',
    'rejected-by-policy': 'The receiver refuses our messages.',
    'too-large': 'The receiver finds our messages too large.',
    refused: 'The receiver refuses our messages and does not say why.',
    gone: 'This address does not exist any more.',
    'address-forbidden': 'This address lies inside a private network, where nothing is sent.',
    'secret-missing': 'There is no secret to sign messages with.',
    'receipt-missing': 'The telephone provider took the message, and as far as is known it did not arrive.',
    'receipt-failed': 'The telephone network says that the message did not arrive.',
    timeout: 'The receiver does not answer.',
    connection: 'The receiver cannot be reached.',
    busy: 'The receiver was too busy or out of order.',
    tls: 'A secure connection with the receiver fails.',
  },
};

/** What to do about each, at the contact; kinds that ask the same share their words. */
const NEXT: Readonly<Record<Language, Readonly<Partial<Record<FailureReason, string>>>>> = {
  nl: nextOf({
    address: 'Vul een ander adres of nummer in.',
    full: 'Maak ruimte in de mailbox, of vul een ander adres in.',
    letIn: 'Vraag uw beheerder om onze berichten door te laten.',
    outside: 'Vul een adres in dat vanaf internet te bereiken is.',
    secret: 'Bel ons: dan spreken wij een geheim af.',
    number: 'Test het nummer, of vul een ander nummer in.',
    receiver: 'Laat de beheerder ernaar kijken. Bij het volgende bericht proberen wij het weer.',
  }),
  en: nextOf({
    address: 'Fill in another address or number.',
    full: 'Make room in the mailbox, or fill in another address.',
    letIn: 'Ask your administrator to let our messages in.',
    outside: 'Fill in an address that can be reached from the internet.',
    secret: 'Call us: then we agree on a secret.',
    number: 'Test the number, or fill in another one.',
    receiver: 'Have its administrator look at it. We try again with the next message.',
  }),
};

function nextOf(
  to: Readonly<Record<'address' | 'full' | 'letIn' | 'outside' | 'secret' | 'number' | 'receiver', string>>,
): Readonly<Partial<Record<FailureReason, string>>> {
  return {
    'address-unusable': to.address,
    'mailbox-unknown': to.address,
    'domain-unknown': to.address,
    gone: to.address,
    'mailbox-full': to.full,
    'rejected-by-policy': to.letIn,
    'too-large': to.letIn,
    refused: to.letIn,
    'address-forbidden': to.outside,
    'secret-missing': to.secret,
    'receipt-missing': to.number,
    'receipt-failed': to.number,
    timeout: to.receiver,
    connection: to.receiver,
    busy: to.receiver,
    tls: to.receiver,
  };
}

/** Whether a delivery that was given up says something of the door it went through. Mail that goes through our own relay fails for reasons of ours too. */
export function isDoorFault(channel: Channel, reason: FailureReason): boolean {
  const isOfRelay = channel === 'email' && ['timeout', 'connection', 'busy', 'tls'].includes(reason);
  return WORDS.en[reason] !== undefined && !isOfRelay;
}

/** What is wrong with one door of a contact and what to do about it, in words beside the contact. */
export function describeDoorFault(reason: FailureReason, language: Language): string {
  return [WORDS[language][reason], NEXT[language][reason]].filter((text) => text !== undefined).join(' ');
}

/** Faults on our side of a channel, as a part of a sentence. */
const OUR_FAULT: Readonly<Record<Language, Readonly<Partial<Record<FailureReason, string>>>>> = {
  nl: {
    authentication: 'wij worden er niet toegelaten',
    connection: 'er is geen verbinding',
    timeout: 'er komt geen antwoord',
    tls: 'de beveiligde verbinding lukt niet',
    busy: 'de andere kant heeft het te druk of een storing',
  },
  en: {
    authentication: 'we are not let in',
    connection: 'there is no connection',
    timeout: 'nothing answers',
    tls: 'a secure connection fails',
    busy: 'the other side is too busy or out of order',
  },
};

/** Why a delivery was given up, as a sentence in each language; the reason itself where it has no words. */
export function describeFailure(reason: FailureReason): Readonly<Record<Language, string>> {
  return { nl: failureIn(reason, 'nl'), en: failureIn(reason, 'en') };
}

/** Why nothing goes out by a channel, as a part of a sentence in each language. */
export function describeChannelFault(reason: FailureReason): Readonly<Record<Language, string>> {
  return { nl: OUR_FAULT.nl[reason] ?? reason, en: OUR_FAULT.en[reason] ?? reason };
}

function failureIn(reason: FailureReason, language: Language): string {
  const own = OUR_FAULT[language][reason];
  const said = WORDS[language][reason] ?? (own === undefined ? undefined : `${own.slice(0, 1).toUpperCase()}${own.slice(1)}.`);
  return said ?? `(${reason})`;
}
