import type { Instant } from '../basics/instant.ts';
import { mayReceive } from '../sharing/may-receive.ts';
import type { MayReceive, Way } from '../sharing/sharing.ts';
import type { Message } from './message.ts';
import type { Channel } from './planned-delivery.ts';

/** By which way each channel goes, as labels see it: a channel that is added says here how open it is, or nothing compiles. */
export const WAY_OF_CHANNEL: Readonly<Record<Channel, Way>> = { email: 'email', webhook: 'webhook' };

/**
 * Whether a message may go out through a channel, asked of every message right before it is sent (invariant 5). A message to a contact is
 * read by more than one: who is on leave has somebody else read the mailbox.
 */
export function mayGoOut(message: Pick<Message, 'label'>, channel: Channel, now: Instant): MayReceive {
  return mayReceive({ label: message.label, channel: WAY_OF_CHANNEL[channel], reader: { kind: 'group' }, purpose: 'warn' }, now);
}
