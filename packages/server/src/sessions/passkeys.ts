import { randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { findAccount } from './account-store.ts';
import { principalOfSigned, type SigningAccount } from './signing-account.ts';
import {
  findOneTimeCode,
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  markCodeUsed,
  markRemoved,
  markSuspect,
  markUsed,
  takeChallenge,
  type PasskeyRow,
} from './passkey-store.ts';
import { digestOf } from './secret-cookie.ts';
import { tellOfSignIn } from './sign-in-notices.ts';
import { markEnded } from './session-store.ts';
import { beginSession, proveSession, SIGN_IN_AGAIN, type Place, type Session } from './session.ts';

type Parts = Pick<Machine, 'database' | 'clock' | 'config' | 'publicUrl' | 'log'>;

export const CHALLENGE_SECONDS = 5 * 60;
export const KEYS_MAX = 20;
export const TOO_MANY_KEYS = refuse('too-many', `An account has at most ${KEYS_MAX} passkeys.`, 'Remove one that you no longer use.', {
  about: 'passkeys',
  most: KEYS_MAX,
});
const ES256 = -7;
const EDDSA = -8;
const RS256 = -257;

/** The same words whatever was wrong: which it was would help who tries. The operator's log says it. */
const NO_SIGN_IN = refuse('not-signed-in', 'Signing in with this passkey did not work.', 'Try again, or ask for a code by mail.', {
  about: 'passkey',
});
const NO_KEY = refuse('input-unreadable', 'This passkey could not be added.', 'Begin again on this device.', { about: 'passkey' });

/** Loaded when somebody signs in: it is large. */
const webAuthn = () => import('@simplewebauthn/server');

/** What the browser signs to sign in. Names no account: which key answers says who it is (a discoverable credential, WebAuthn L3 §6.2.1). */
export async function askPasskey(machine: Parts, browser: string): Promise<object> {
  const options = await (
    await webAuthn()
  ).generateAuthenticationOptions({
    rpID: rpIdOf(machine),
    challenge: randomBytes(32),
    userVerification: 'required',
    timeout: CHALLENGE_SECONDS * 1000,
  });
  await keepChallenge(machine, 'sign-in', browser, options.challenge, null);
  return options;
}

/** Signs in, or renews the session that there is: then the key must be of the same account. The secret for the cookie. */
export async function signInWithPasskey(
  machine: Parts,
  {
    browser,
    response,
    place,
    session,
  }: { browser: string; response: AuthenticationResponseJSON; place: Place; session?: Session | undefined },
): Promise<string | Refusal> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'sign-in', async (trx) => {
    const asked = await takeChallenge(trx, { kind: 'sign-in', browserSha256: digestOf(browser), challenge: challengeIn(response) }, now);
    const key = await findPasskey(trx, response.id);
    if (asked === undefined || key === undefined) return NO_SIGN_IN;
    const verified = await (
      await webAuthn()
    )
      .verifyAuthenticationResponse({
        response,
        expectedChallenge: asked.challenge,
        expectedOrigin: new URL(machine.publicUrl).origin,
        expectedRPID: rpIdOf(machine),
        requireUserVerification: true,
        // The counter is judged below: a copy must leave its mark, not just fail.
        credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: 0 },
      })
      .catch((cause: unknown) => {
        machine.log.info({ err: cause }, 'a passkey did not sign as it should');
        return undefined;
      });
    if (verified?.verified !== true || !belongsTo(response, key)) return NO_SIGN_IN;
    const account = await findAccount(trx, key.accountId);
    if (account === undefined || (session !== undefined && session.account.id !== account.id)) return NO_SIGN_IN;
    const { newCounter, credentialBackedUp } = verified.authenticationInfo;
    if (key.suspectAt !== null || ((newCounter > 0 || key.counter > 0) && newCounter <= key.counter))
      return suspectCopy(trx, key, account, now);
    await markUsed(trx, key.id, newCounter, credentialBackedUp, now);
    return session === undefined ? beginSession(trx, account, 'passkey', place, now) : proveSession(trx, session, 'passkey', now);
  });
}

/** Whom a new passkey is for: who is signed in, or the holder of a one-time code. */
export type KeyMaker = { readonly kind: 'session'; readonly session: Session } | { readonly kind: 'code'; readonly code: string };

/** What the browser makes a key with. Refusal: `sign-in-again`, a code that ended (`link-ended`), too many keys. */
export async function askNewPasskey(machine: Parts, browser: string, maker: KeyMaker): Promise<object | Refusal> {
  const now = machine.clock.now();
  const found = await asSystem(machine.database, 'sign-in', async (trx) => {
    const account = await accountOf(trx, maker, now);
    return 'message' in account ? account : { account, keys: await listPasskeys(trx, account.id) };
  });
  if ('message' in found) return found;
  if (found.keys.length >= KEYS_MAX) return TOO_MANY_KEYS;
  const options = await (
    await webAuthn()
  ).generateRegistrationOptions({
    rpName: machine.config.cert.name,
    rpID: rpIdOf(machine),
    userName: found.account.email,
    userDisplayName: found.account.name,
    userID: handleOf(found.account.id),
    challenge: randomBytes(32),
    timeout: CHALLENGE_SECONDS * 1000,
    attestationType: 'none',
    excludeCredentials: found.keys.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: [EDDSA, ES256, RS256],
  });
  await keepChallenge(machine, 'add', browser, options.challenge, found.account.id);
  return options;
}

/** Keeps the key that a browser made. With a code: the code is used up, every other session ends, and the secret of a new one comes back. */
export async function addPasskey(
  machine: Parts,
  made: { browser: string; response: RegistrationResponseJSON; name: string; place: Place; maker: KeyMaker },
): Promise<{ readonly id: string; readonly secret: string } | Refusal> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'sign-in', async (trx) => {
    const { browser, response, maker } = made;
    const account = await accountOf(trx, maker, now);
    if ('message' in account) return account;
    const asked = await takeChallenge(trx, { kind: 'add', browserSha256: digestOf(browser), challenge: challengeIn(response) }, now);
    if (asked === undefined || asked.accountId !== account.id) return NO_KEY;
    const verified = await (
      await webAuthn()
    )
      .verifyRegistrationResponse({
        response,
        expectedChallenge: asked.challenge,
        expectedOrigin: new URL(machine.publicUrl).origin,
        expectedRPID: rpIdOf(machine),
        requireUserVerification: true,
        supportedAlgorithmIDs: [EDDSA, ES256, RS256],
      })
      .catch((cause: unknown) => {
        machine.log.info({ err: cause }, 'a passkey was not made as it should');
        return undefined;
      });
    if (verified?.verified !== true) return NO_KEY;
    await holdTurn(trx, `passkeys of ${account.id}`);
    if ((await listPasskeys(trx, account.id)).length >= KEYS_MAX) return TOO_MANY_KEYS;
    const { credential, credentialBackedUp } = verified.registrationInfo;
    const id = newId<'Passkey'>(now);
    const kept = await insertPasskey(trx, {
      id,
      accountId: account.id,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      isSynchronised: credentialBackedUp,
      transports: (credential.transports ?? []).slice(0, 10),
      name: made.name,
      madeAt: now,
      usedAt: null,
      suspectAt: null,
    });
    if (!kept) return NO_KEY;
    await record(trx, {
      principal: principalOfSigned(account, 'passkey'),
      at: now,
      action: 'passkey-added',
      subject: { kind: 'passkey', id },
    });
    if (maker.kind === 'session') return { id, secret: await proveSession(trx, maker.session, maker.session.row.assurance, now) };
    const { isRecovery } = await markCodeUsed(trx, digestOf(maker.code), now);
    if (isRecovery) await endOtherKeys(trx, account, id, now);
    await markEnded(trx, { accountId: account.id }, 'passkey-by-code', now);
    return { id, secret: await beginSession(trx, account, 'passkey', made.place, now) };
  });
}

/** Who lost every way in has keys lying about somewhere: they open nothing any more. */
async function endOtherKeys(trx: Transaction, account: SigningAccount, keptId: string, now: Instant): Promise<void> {
  for (const key of (await listPasskeys(trx, account.id)).filter(({ id }) => id !== keptId)) {
    await markRemoved(trx, key.id, now);
    const subject = { kind: 'passkey', id: key.id };
    await record(trx, {
      principal: principalOfSigned(account, 'passkey'),
      at: now,
      action: 'passkey-removed',
      subject,
      details: { because: 'recovery' },
    });
  }
}

/** Removes a key. The last one only when that is said: who has no other way in needs the CERT then. */
export async function removePasskey(
  machine: Parts,
  session: Session,
  id: string,
  evenTheLast: boolean,
): Promise<{ readonly left: number } | Refusal> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'sign-in', async (trx) => {
    const keys = await listPasskeys(trx, session.account.id);
    if (!keys.some((key) => key.id === id)) return refuse('no-such', 'There is no such passkey.');
    if (keys.length === 1 && !evenTheLast)
      return refuse(
        'last-passkey',
        'This is your last passkey.',
        'Add another one first, or say evenTheLast: after that only a code by mail or the CERT lets you in.',
      );
    await markRemoved(trx, id, now);
    await record(trx, {
      principal: session.principal,
      at: now,
      action: 'passkey-removed',
      subject: { kind: 'passkey', id },
      details: { left: keys.length - 1 },
    });
    return { left: keys.length - 1 };
  });
}

async function accountOf(trx: Transaction, maker: KeyMaker, now: Instant): Promise<SigningAccount | Refusal> {
  if (maker.kind === 'session') return maker.session.fresh ? maker.session.account : SIGN_IN_AGAIN;
  const accountId = await findOneTimeCode(trx, digestOf(maker.code), now);
  const account = accountId === undefined ? undefined : await findAccount(trx, accountId);
  return (
    account ??
    refuse('link-ended', 'This code was used, has ended, or is none of ours.', 'Ask the CERT for another one.', { about: 'code' })
  );
}

/** WebAuthn L3 §6.1.1: a counter that does not grow means two devices with one key. Nobody signs in with it until its owner made another. */
async function suspectCopy(trx: Transaction, key: PasskeyRow, account: SigningAccount, now: Instant): Promise<Refusal> {
  if (key.suspectAt === null) {
    await markSuspect(trx, key.id, now);
    await record(trx, {
      principal: principalOfSigned(account, 'passkey'),
      at: now,
      action: 'passkey-suspected',
      subject: { kind: 'passkey', id: key.id },
    });
    await tellOfSignIn(trx, { kind: 'passkey-suspected', subjectId: key.id }, [{ kind: 'account', id: account.id }, { kind: 'cert' }]);
  }
  return NO_SIGN_IN;
}

function keepChallenge(
  machine: Parts,
  kind: 'sign-in' | 'add',
  browser: string,
  challenge: string,
  accountId: string | null,
): Promise<void> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'sign-in', (trx) =>
    insertChallenge(trx, {
      id: newId<'Challenge'>(now),
      kind,
      browserSha256: digestOf(browser),
      accountId,
      challenge,
      endsAt: secondsLater(now, CHALLENGE_SECONDS),
    }),
  );
}

/** What was signed, as the browser says it: only used to find what we asked, the signature is checked over it. */
function challengeIn(response: { readonly response: { readonly clientDataJSON: string } }): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8'));
    const challenge = typeof said === 'object' && said !== null && 'challenge' in said ? said.challenge : '';
    return typeof challenge === 'string' ? challenge.replaceAll('\0', '').toWellFormed() : '';
  } catch {
    return '';
  }
}

/** §7.2 step 6: the key says whose it is, and must say the same as we do. */
function belongsTo(response: AuthenticationResponseJSON, key: PasskeyRow): boolean {
  return response.response.userHandle === Buffer.from(handleOf(key.accountId)).toString('base64url');
}

/** The account's id and no name: it is readable on the device (§14.6.1). */
function handleOf(accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(accountId.replaceAll('-', ''), 'hex'));
}

/** The host by which members reach us (§5.1.2); on an address without a name browsers offer no passkeys. */
function rpIdOf({ publicUrl }: Parts): string {
  return new URL(publicUrl).hostname;
}
