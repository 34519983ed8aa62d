import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Machine } from '../machine.ts';
import { findAccountByEmail, insertAccount, isLastAdministrator, markDisabled } from './account-store.ts';
import type { SigningAccount } from './signing-account.ts';
import { insertOneTimeCode } from './passkey-store.ts';
import { digestOf, newSecret } from './secret-cookie.ts';
import { FIRST_CODE_SECONDS } from './sign-in-notices.ts';
import { markEnded } from './session-store.ts';

type Parts = Pick<Machine, 'database' | 'clock'>;

/** Who could let the next one in? */
export const LAST_ADMINISTRATOR = refuse(
  'last-administrator',
  'This is the last account that administers the CERT.',
  'Make another administrator first.',
);

/** Makes an account with the one-time code that makes its first passkey; shown once. Refusal: `address-taken`. */
export async function makeAccount(
  machine: Parts,
  by: Principal,
  wanted: Omit<SigningAccount, 'id' | 'rightsVersion' | 'language'>,
): Promise<{ readonly id: string; readonly code: string; readonly endsAt: Instant } | Refusal> {
  const now = machine.clock.now();
  const account = { ...wanted, email: wanted.email.trim().toLowerCase(), id: newId<'Account'>(now) };
  const code = newSecret();
  const endsAt = secondsLater(now, FIRST_CODE_SECONDS);
  return asSystem(machine.database, 'make-account', async (trx) => {
    if (!(await insertAccount(trx, account, now))) return refuse('address-taken', 'Another account has this mail address.');
    await insertOneTimeCode(trx, { id: newId<'Code'>(now), sha256: digestOf(code), accountId: account.id, madeAt: now, endsAt });
    await record(trx, {
      principal: by,
      at: now,
      action: 'account-made',
      subject: { kind: 'account', id: account.id },
      ...(account.institutionId === undefined ? {} : { institutionId: account.institutionId }),
      details: { kind: account.kind, roles: account.roles },
    });
    return { id: account.id, code, endsAt };
  });
}

/** Ends an account and its sessions at once. Refusal: `no-such`, `last-administrator`. */
export async function disableAccount(machine: Parts, by: Principal, email: string): Promise<{ readonly ended: number } | Refusal> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'disable-account', async (trx) => {
    const account = await findAccountByEmail(trx, email.trim());
    if (account === undefined) return refuse('no-such', 'There is no such account.');
    if (await isLastAdministrator(trx, account.id)) return LAST_ADMINISTRATOR;
    await markDisabled(trx, account.id, now);
    const ended = await markEnded(trx, { accountId: account.id }, 'account-disabled', now);
    await record(trx, {
      principal: by,
      at: now,
      action: 'account-disabled',
      subject: { kind: 'account', id: account.id },
      details: { sessions: ended.length },
    });
    return { ended: ended.length };
  });
}
