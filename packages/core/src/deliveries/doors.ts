import type { Contact } from '../institutions/contact.ts';
import type { Channel } from './planned-delivery.ts';

/** One way to a contact. */
export type Door = { readonly channel: Channel; readonly address: string };

/** The ways to a contact that have an address, in the order in which they are tried. */
export function channelsOf({ email, webhookUrl }: Pick<Contact, 'email' | 'webhookUrl'>): readonly Door[] {
  return [
    ...(isFilled(email) ? [{ channel: 'email' as const, address: email }] : []),
    ...(isFilled(webhookUrl) ? [{ channel: 'webhook' as const, address: webhookUrl }] : []),
  ];
}

/** An address is enough: what the CERT telephones is not a delivery. */
export function isReachable(contact: Contact): boolean {
  return contact.toRepair === undefined && channelsOf(contact).length > 0;
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
