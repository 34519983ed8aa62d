import type { Contact } from '../institutions/contact.ts';
import { phoneNumber } from './phone-number.ts';
import type { Channel } from './planned-delivery.ts';

/** One way to a contact. */
export type Door = { readonly channel: Channel; readonly address: string };

/** Channels that ring: they come when nobody has answered, or when there is nothing else (DOMAIN §6.1 C3). In the order in which they are tried. */
export const LATER_CHANNELS = ['sms', 'voice'] as const satisfies readonly Channel[];
export type LaterChannel = (typeof LATER_CHANNELS)[number];

type Addresses = Pick<Contact, 'id' | 'email' | 'webhookUrl' | 'chatHost' | 'pushDevices'>;

/** The ways to a contact that a first message takes, in the order in which they are tried. A push has no address of its own: it is the contact's. */
export function channelsOf({ id, email, webhookUrl, chatHost, pushDevices }: Addresses): readonly Door[] {
  return [
    ...(isFilled(email) ? [{ channel: 'email' as const, address: email }] : []),
    ...(isFilled(webhookUrl) ? [{ channel: 'webhook' as const, address: webhookUrl }] : []),
    ...(isFilled(chatHost) ? [{ channel: 'teams' as const, address: chatHost }] : []),
    ...((pushDevices ?? 0) > 0 ? [{ channel: 'push' as const, address: id }] : []),
  ];
}

/** The ways that ring, as far as the CERT has opened them and the contact's number can be used so: a text message to what may be a mobile. */
export function laterDoorsOf({ phone }: Pick<Contact, 'phone'>, open: readonly LaterChannel[]): readonly Door[] {
  const number = phoneNumber(phone ?? '');
  if (number === undefined) return [];
  return LATER_CHANNELS.filter((channel) => open.includes(channel) && (channel === 'voice' || number.mayBeMobile)).map((channel) => ({
    channel,
    address: number.e164,
  }));
}

/** An address is enough: what the CERT telephones is not a delivery. */
export function isReachable(contact: Contact): boolean {
  return contact.toRepair === undefined && channelsOf(contact).length > 0;
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
