import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { readKvkNumber } from '@forewarn/core/institutions/kvk-number.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { findInstitution, updateKvk } from './institution-store.ts';

/**
 * Says what an institution's KvK number is; null: not known. The CERT's alone: with another's number an institution would keep that one from
 * being asked to join. The same number again changes nothing. Refusals: `no-such`, `input-unreadable`.
 */
export async function changeKvkNumber(
  machine: Machine,
  principal: Principal,
  id: string,
  said: string | null,
): Promise<Refusal | undefined> {
  const kvk = said === null ? undefined : readKvkNumber(said);
  if (said !== null && kvk === undefined)
    return refuse('input-unreadable', 'This is no KvK number.', 'Eight digits, with the 0 in front where there is one.', { about: 'kvk' });
  const at = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const stored = await findInstitution(trx, id);
    if (stored === undefined) return refuse('no-such', 'There is no such institution.');
    if (stored.kvk === kvk) return undefined;
    await updateKvk(trx, id, kvk ?? null);
    const details = beforeAndAfter(stored, { ...stored, kvk });
    await record(trx, { principal, at, action: 'institution-changed', subject: { kind: 'institution', id }, institutionId: id, details });
    return undefined;
  });
}
