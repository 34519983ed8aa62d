import { createHash } from 'node:crypto';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { placeOfSecret } from '../database/reseal-secrets.ts';
import type { Machine } from '../machine.ts';
import { replaceChat } from './chat-store.ts';
import { clearDoorFaults } from './door-fault-store.ts';

export type ChangingChat = { readonly institutionId: string; readonly contactId: string; /** Absent: it goes. */ readonly url?: string };

/**
 * Gives a contact the Teams workflow that messages are posted to, or takes it away. Whoever has the address may post there, so it is kept sealed and
 * shown by its host and a mark alone. Refusals: `no-such` contact, `chat-unusable`.
 */
export async function changeChat(
  machine: Machine,
  principal: Principal,
  { institutionId, contactId, url }: ChangingChat,
): Promise<{ readonly host?: string } | Refusal> {
  if (url !== undefined && !isUsable(url, machine.config.allowPrivateWebhooks))
    return refuse(
      'chat-unusable',
      'This is no address of a workflow.',
      'It begins with https:// and Teams shows it when the workflow is made.',
    );
  const now = machine.clock.now();
  const chat =
    url === undefined
      ? undefined
      : { url: machine.secrets.seal(url, placeOfSecret({ table: 'contacts', column: 'chat_url' }, contactId)), host: hostOf(url) };
  return asPrincipal(machine.database, principal, async (trx) => {
    if (!(await replaceChat(trx, { institutionId, contactId }, chat))) return refuse('no-such', 'There is no such contact.');
    if (principal.kind === 'cert') await clearDoorFaults(trx, [{ contactId, channel: 'teams' }]);
    const action = chat === undefined ? 'contact-chat-removed' : 'contact-chat-changed';
    const details = chat === undefined ? {} : { host: chat.host };
    await record(trx, { principal, at: now, action, subject: { kind: 'contact', id: contactId }, institutionId, details });
    return chat === undefined ? {} : { host: chat.host };
  });
}

function isUsable(text: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'https:' || (url.protocol === 'http:' && allowPrivate)) && url.username === '' && url.password === '';
}

/** One workflow has one mark, so that two contacts with the same one get one message. */
function hostOf(url: string): string {
  return `${new URL(url).host} #${createHash('sha256').update(url).digest('hex').slice(0, 8)}`;
}
