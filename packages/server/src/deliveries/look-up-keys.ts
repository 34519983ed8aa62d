import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { openDoor, type Door } from '../outbound/door.ts';
import { lookUpKey, type LookupPlace } from '../outbound/look-up-key.ts';
import { findAddressesToAsk, findKeys, insertKey, keepLookup, renewKey, type AddressToAsk } from './contact-key-store.ts';

const EVERY_SECONDS = 7 * 24 * 3_600;
/** Of one run; the next comes in an hour. */
const ADDRESSES_MAX = 500;
const AT_ONCE = 8;

/**
 * The job `look-up-keys`: asks the domain of each contact's address once a week whether it publishes a key (Web Key Directory), and keeps what it
 * finds if it names that very address. Stops in between where it is stopped; the rest comes with the next run.
 */
export async function lookUpKeys(
  machine: Machine,
  _payload?: unknown,
  through?: { readonly door: Door; readonly place: LookupPlace },
): Promise<void> {
  if (!machine.config.looksUpKeys) return;
  const now = machine.clock.now();
  const asked = await asSystem(machine.database, 'look-up-keys', (trx) =>
    findAddressesToAsk(trx, secondsLater(now, -EVERY_SECONDS), ADDRESSES_MAX),
  );
  if (asked.length === 0) return;
  const door =
    through?.door ?? openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  try {
    const left = [...asked];
    const ask = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await lookUpOne(machine, door, next, through?.place, now);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
  } finally {
    if (through === undefined) await door.close();
  }
}

async function lookUpOne(machine: Machine, door: Door, asked: AddressToAsk, place: LookupPlace | undefined, now: Instant): Promise<void> {
  const lookup = await lookUpKey(door, asked.address, place);
  const facts =
    lookup.kind === 'found'
      ? await (await import('./channels/email/keys/inspect-openpgp-key.ts')).inspectOpenpgpKey(lookup.bytes, now)
      : undefined;
  // The domain's owner may publish anything for anybody: only a key that names this address is for it (draft §3.1).
  const isOurs =
    facts?.kind === 'openpgp' && facts.addresses.some((address) => address.toLowerCase() === asked.address.trim().toLowerCase());
  const outcome = isOurs ? 'kept' : lookup.kind === 'found' ? 'not-usable' : lookup.kind;
  await asSystem(machine.database, 'look-up-keys', async (trx) => {
    await keepLookup(trx, asked, outcome, now);
    if (!isOurs) return;
    const same = (await findKeys(trx, asked.contactId)).find(({ fingerprint }) => fingerprint === facts.fingerprint);
    if (same !== undefined) return renewKey(trx, same.id, facts, now);
    if (facts.fault !== undefined) return;
    const { contactId, institutionId } = asked;
    await insertKey(trx, { ...facts, id: newId(now), source: 'wkd', addedAt: now, contactId, institutionId, addedBy: 'look-up-keys' });
    await record(trx, {
      principal: { kind: 'system', name: 'look-up-keys' },
      at: now,
      action: 'contact-key-added',
      subject: { kind: 'contact', id: contactId },
      institutionId,
      details: { kind: facts.kind, fingerprint: facts.fingerprint, source: 'wkd' },
    });
  });
}
