import { refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { findAccount, type StoredAccount } from './account-store.ts';

export const NO_SUCH_ACCOUNT = refuse('no-such', 'There is no such account.');

/** An institution keeps its own alone, whatever a body says. */
export function ownInstitutionOf(principal: Principal): string | undefined {
  return principal.kind === 'institution' ? principal.institutionId : undefined;
}

/** The account, for whom it is there; undefined for everybody else. */
export async function findOwnAccount(
  trx: Transaction,
  principal: Principal,
  id: string,
  toRead = false,
): Promise<StoredAccount | undefined> {
  const found = await findAccount(trx, id, toRead);
  const own = ownInstitutionOf(principal);
  return own === undefined || found?.institutionId === own ? found : undefined;
}

export async function recordAccountChange(
  trx: Transaction,
  machine: Machine,
  principal: Principal,
  action: string,
  account: StoredAccount,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await record(trx, {
    principal,
    at: machine.clock.now(),
    action,
    subject: { kind: 'account', id: account.id },
    institutionId: account.institutionId,
    details,
  });
}
