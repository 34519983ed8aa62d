import { principalOfAccount as principalOf, type Account } from '@forewarn/core/institutions/account.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { Assurance } from '@forewarn/core/institutions/sign-in-limits.ts';

/** An account of a person, with what signing in needs of it. */
export type SigningAccount = Account & {
  /** In small letters. */
  readonly email: string;
  readonly language: 'nl' | 'en';
  readonly rightsVersion: number;
  /** Its person signs in as this account, of another institution (decision 036). */
  readonly signsInAs?: string;
};

/** Who acts in a session; with how they showed it, which decides what labels let them see (core/sharing/reader-of.ts). */
export function principalOfSigned(account: SigningAccount, assurance: Assurance): Principal {
  return principalOf(account, assurance);
}
