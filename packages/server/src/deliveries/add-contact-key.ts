import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import { findContacts } from '../institutions/contact-store.ts';
import type { Machine } from '../machine.ts';
import type { KeyToEncrypt } from './channels/channel.ts';
import { findKeys, insertKey } from './contact-key-store.ts';

/** What one contact may have: an old key and a new one, of both kinds, and some that ran out. */
const KEYS_MAX = 10;

export type AddingKey = { readonly institutionId: string; readonly contactId: string; /** As handed in. */ readonly key: string };

/**
 * Keeps a key of a contact. The same key again changes nothing. Refusals: `no-such` contact, `key-secret`, `key-several`, `key-unreadable`,
 * `key-unusable` (it can't be encrypted to at all), `keys-too-many`.
 */
export async function addContactKey(
  machine: Machine,
  principal: Principal,
  { institutionId, contactId, key }: AddingKey,
): Promise<KeyToEncrypt | Refusal> {
  const now = machine.clock.now();
  const { readContactKey } = await import('./channels/email/keys/read-contact-key.ts'); // large and seldom needed
  const facts = await readContactKey(key, now);
  if (isRefusal(facts)) return facts;
  if (facts.fault !== undefined && facts.fault !== 'not-yet')
    return refuse(
      'key-unusable',
      `Nothing can be encrypted to this key (${facts.fault}), so it was not kept.`,
      'Hand in a key that is in force.',
      { about: facts.fault },
    );
  return asPrincipal(machine.database, principal, async (trx) => {
    const contact = (await findContacts(trx, [institutionId])).find(({ id }) => id === contactId);
    if (contact === undefined) return refuse('no-such', 'There is no such contact.');
    const stored = await findKeys(trx, contactId);
    const same = stored.find(({ fingerprint }) => fingerprint === facts.fingerprint);
    if (same !== undefined) return same;
    if (stored.length >= KEYS_MAX)
      return refuse('keys-too-many', `This contact has ${KEYS_MAX} keys.`, 'Remove those that are no longer in use.', { most: KEYS_MAX });
    const added: KeyToEncrypt = { ...facts, id: newId(now), source: 'uploaded', addedAt: now, checkedAt: now };
    await insertKey(trx, { ...added, contactId, institutionId, addedBy: principalName(principal) });
    await record(trx, {
      principal,
      at: now,
      action: 'contact-key-added',
      subject: { kind: 'contact', id: contactId },
      institutionId,
      details: { kind: added.kind, fingerprint: added.fingerprint },
    });
    return added;
  });
}
