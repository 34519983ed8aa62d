import type { Instant } from '../basics/instant.ts';
import type { ContactRole } from '../institutions/contact.ts';
import { mayReceive } from '../sharing/may-receive.ts';
import type { MayReceive, SharedBlock, Way } from '../sharing/sharing.ts';
import type { Message } from './message.ts';
import type { Channel } from './planned-delivery.ts';

/** By which way each channel goes, as labels see it: a channel that is added says here how open it is, or nothing compiles. */
export const WAY_OF_CHANNEL: Readonly<Record<Channel, Way>> = {
  email: 'email',
  webhook: 'webhook',
  teams: 'chat',
  push: 'push',
  sms: 'sms',
  voice: 'voice',
};

/** What a channel carries of a message; asked about a text as a whole, ways that carry parts would always say no. */
const LEAST_BLOCK: Readonly<Record<Channel, SharedBlock>> = {
  email: 'text',
  webhook: 'text',
  teams: 'title',
  push: 'title',
  sms: 'title',
  voice: 'title',
};

/**
 * Whether a message may go out through a channel, asked of every message right before it is sent (invariant 5). A message to a contact is
 * read by more than one: who is on leave has somebody else read the mailbox. A notice may go where its label allows notices, to whom it is for.
 */
export function mayGoOut(message: Pick<Message, 'label' | 'isNotice'>, channel: Channel, now: Instant): MayReceive {
  const asked = { label: message.label, channel: WAY_OF_CHANNEL[channel], block: LEAST_BLOCK[channel], purpose: 'warn' } as const;
  if (message.isNotice !== true) return mayReceive({ ...asked, reader: { kind: 'group' } }, now);
  const verdict = mayReceive({ ...asked, reader: { kind: 'contact', role: 'security' } }, now);
  return verdict.kind === 'notice-only' ? { kind: 'yes' } : verdict;
}

/** Whether a channel that carries parts may carry this one: a locked screen, a telephone that a colleague picks up (core/sharing). */
export function mayCarry(message: Pick<Message, 'label'>, block: SharedBlock, channel: Channel, now: Instant): boolean {
  return (
    mayReceive({ label: message.label, channel: WAY_OF_CHANNEL[channel], block, reader: { kind: 'group' }, purpose: 'warn' }, now).kind ===
    'yes'
  );
}

/**
 * The message as it goes to a reader to whose key it is encrypted: with what a notice stands for, where its label lets that go so. Who else
 * holds the key is not known, so RED stays a notice; an IT provider gets above GREEN only what was ticked for it.
 */
export function messageToEncrypt(message: Message, role: ContactRole, now: Instant): Message {
  if (message.full === undefined) return message;
  const reader = { kind: role === 'it-provider' ? 'it-provider' : 'group' } as const;
  const { label, sharedWithItProvider } = message;
  const verdict = mayReceive({ label, channel: 'encrypted-email', reader, purpose: 'warn', sharedWithItProvider }, now);
  return verdict.kind === 'yes' ? { ...message, ...message.full, isNotice: undefined } : message;
}
