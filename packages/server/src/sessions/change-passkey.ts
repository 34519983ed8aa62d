import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import type { Machine } from '../machine.ts';
import { findOwnPasskey, listPasskeys, updatePasskey } from './passkey-store.ts';
import { KEYS_MAX, TOO_MANY_KEYS } from './passkeys.ts';
import type { Session } from './session.ts';

/** So long a removal is taken back: longer than the way back stands on the screen. */
const TAKEN_BACK_SECONDS = 10 * 60;

export type PasskeyChange = { readonly name?: string | undefined; readonly removed?: false | undefined };

/**
 * Renames one of one's own keys, or takes its removal back. Refusal: `no-such`, also for somebody else's, for one that is removed and stays
 * so, and for one that a recovery ended (that began the session that asks); `too-many`.
 */
export async function changePasskey(
  machine: Pick<Machine, 'database' | 'clock'>,
  session: Session,
  id: string,
  change: PasskeyChange,
): Promise<{ readonly id: string; readonly name: string } | Refusal> {
  const now = machine.clock.now();
  const accountId = session.account.id;
  return asSystem(machine.database, 'sign-in', async (trx) => {
    const key = await findOwnPasskey(trx, { id, accountId, removedSince: secondsLater(now, -TAKEN_BACK_SECONDS) });
    const isRemoved = key !== undefined && key.removedAt !== null;
    if (key === undefined || (isRemoved && (change.removed !== false || key.removedAt <= session.row.begunAt)))
      return refuse('no-such', 'There is no such passkey.');
    if (isRemoved) await holdTurn(trx, `passkeys of ${accountId}`);
    if (isRemoved && (await listPasskeys(trx, accountId)).length >= KEYS_MAX) return TOO_MANY_KEYS;
    const name = change.name?.trim() ?? key.name;
    if (!isRemoved && name === key.name) return { id, name };
    await updatePasskey(trx, id, name);
    await record(trx, {
      principal: session.principal,
      at: now,
      action: isRemoved ? 'passkey-restored' : 'passkey-renamed',
      subject: { kind: 'passkey', id },
      ...(name === key.name ? {} : { details: { before: key.name, after: name } }),
    });
    return { id, name };
  });
}
