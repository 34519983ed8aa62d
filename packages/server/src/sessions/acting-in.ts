import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { findOpenedBy } from './account-store.ts';
import type { Session } from './session.ts';
import { principalOfSigned, type SigningAccount } from './signing-account.ts';
import { onBehalfOf } from './tokens.ts';

/**
 * Who somebody that is signed in is for this institution: its IT provider, or somebody with an account of it too, who then is that account and
 * nobody else. Undefined: nobody.
 */
export async function actingIn(
  trx: Transaction,
  { account, principal, row }: Pick<Session, 'account' | 'principal' | 'row'>,
  institutionId: string,
): Promise<Principal | undefined> {
  if (principal.kind !== 'institution') return onBehalfOf(trx, principal, institutionId);
  if (principal.institutionId === institutionId) return principal;
  if (!opensOthers(account, row.assurance)) return undefined;
  const other = await findOpenedBy(trx, account.id, institutionId);
  return other === undefined ? undefined : principalOfSigned(other, row.assurance);
}

/** An institution's own sign-in service speaks for its people there, and must let nobody in elsewhere (decision 021). */
export function opensOthers({ kind }: Pick<SigningAccount, 'kind'>, assurance: string | undefined): boolean {
  return kind === 'institution' && (assurance === 'passkey' || assurance === 'email');
}
