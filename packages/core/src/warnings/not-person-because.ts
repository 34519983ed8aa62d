import type { Contact, ContactRole } from '../institutions/contact.ts';

/** Stored nowhere; the preview and a refusal say it. */
export type NotPersonBecause = 'no-person' | 'shared-mailbox' | 'mailbox-of-a-function' | 'outside-the-institution';

/** Functions that several take turns in. */
const ROLES_IN_TURNS: readonly ContactRole[] = ['24-7'];

/** Mailboxes of a function and not of a person: RFC 2142 §2–§5, and what Dutch care organisations call theirs. */
const FUNCTION_MAILBOXES = new Set(
  `abuse noc security postmaster hostmaster webmaster usenet news www uucp ftp info marketing sales support
  administratie algemeen applicatiebeheer balie beheer beveiliging bestuur cert ciso communicatie contact crisis cyber directie facilitair fg
  functioneelbeheer helpdesk ib ict informatiebeveiliging incident incidenten it meldkamer meldpunt office piket praktijk praktijkmanager privacy
  receptie secretariaat service servicedesk soc storing systeembeheer team techniek wacht`.split(/\s+/),
);

/**
 * Why a contact is no person by name; undefined where it may be taken for one. TLP:RED goes to persons alone (FIRST TLP 2.0 §2). A name on a list
 * proves nothing, so what shows that several read it counts: a function in turns, an address that colleagues give too, a mailbox that is named
 * after a function. Our reading; decision record 022.
 */
export function notPersonBecause(contact: Contact, colleagues: readonly Contact[]): NotPersonBecause | undefined {
  if (contact.role === 'it-provider') return 'outside-the-institution';
  if (ROLES_IN_TURNS.includes(contact.role)) return 'no-person';
  const address = addressOf(contact);
  if (address === undefined) return undefined;
  if (colleagues.some((other) => other.id !== contact.id && addressOf(other) === address)) return 'shared-mailbox';
  return isOfFunction(address) ? 'mailbox-of-a-function' : undefined;
}

function addressOf({ email }: Contact): string | undefined {
  const address = email?.trim().toLowerCase();
  return address === '' ? undefined : address;
}

/** "ict-beheer+cert@…": each word of it is the name of a function. */
function isOfFunction(address: string): boolean {
  const local = address.slice(0, address.lastIndexOf('@')).split('+')[0] ?? '';
  const words = local.split(/[^a-z]+/).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => FUNCTION_MAILBOXES.has(word));
}
