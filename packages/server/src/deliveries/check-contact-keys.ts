import { describeKeys, keyFault, keyToEncryptTo } from '@forewarn/core/deliveries/contact-key.ts';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { raiseNotice, resolveNotice } from '../audit/notices.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import type { KeyFacts } from './channels/email/keys/key-facts.ts';
import { findKeys, findKeysToCheck, renewKey, type KeyToCheck } from './contact-key-store.ts';

const EVERY_SECONDS = 23 * 3_600;
const BATCH = 200;

/**
 * The job `check-contact-keys`: looks at every stored key once a day, whether it can still be encrypted to. The CERT hears of a contact whose last
 * key ended, in words, and no longer when there is one again.
 */
export async function checkContactKeys(machine: Machine): Promise<void> {
  const now = machine.clock.now();
  for (;;) {
    const due = await asSystem(machine.database, 'check-contact-keys', (trx) =>
      findKeysToCheck(trx, secondsLater(now, -EVERY_SECONDS), BATCH),
    );
    for (const key of due) await checkKey(machine, key, now);
    if (due.length < BATCH) return;
  }
}

async function checkKey(machine: Machine, key: KeyToCheck, now: Instant): Promise<void> {
  const facts = await factsOf(key, now);
  await asSystem(machine.database, 'check-contact-keys', async (trx) => {
    await renewKey(trx, key.id, facts ?? { bytes: key.bytes, expiresAt: key.expiresAt, fault: 'unreadable' }, now);
    await tellOfKeys(trx, key, now);
  });
}

/** What reads keys is large, and most Forewarns have none to read. */
async function factsOf({ kind, bytes }: KeyToCheck, now: Instant): Promise<KeyFacts | undefined> {
  if (kind === 'smime') return (await import('./channels/email/keys/inspect-certificate.ts')).inspectCertificate(bytes, now);
  const { inspectOpenpgpKey } = await import('./channels/email/keys/inspect-openpgp-key.ts');
  const facts = await inspectOpenpgpKey(bytes, now);
  return facts.kind === 'openpgp' ? facts : undefined;
}

/** One notice a contact, while nothing can be encrypted to it though it once could. */
async function tellOfKeys(
  trx: Transaction,
  of: Pick<KeyToCheck, 'contactId' | 'contactName' | 'institutionName'>,
  now: Instant,
): Promise<void> {
  const keys = await findKeys(trx, of.contactId);
  const notice = { kind: 'contact-key', key: of.contactId } as const;
  const isUsable = keyToEncryptTo(keys, now) !== undefined || keys.every((key) => keyFault(key, now) === 'not-yet');
  if (isUsable) await resolveNotice(trx, notice, now);
  else {
    const said = { nl: describeKeys(keys, 'nl', now) ?? '', en: describeKeys(keys, 'en', now) ?? '' };
    await raiseNotice(trx, { ...notice, institution: of.institutionName, contact: of.contactName, keys: said }, now);
  }
}
