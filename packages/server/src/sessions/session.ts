import { createHmac, timingSafeEqual } from 'node:crypto';
import { millisecondsBetween, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import {
  isFresh,
  isSessionLive,
  SESSION_LIMITS,
  sessionEnd,
  type Assurance,
  type SessionLimits,
} from '@forewarn/core/institutions/sign-in-limits.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Database, Transaction } from '../database/open-database.ts';
import { principalOfSigned, type SigningAccount } from './signing-account.ts';
import { digestOf, newSecret } from './secret-cookie.ts';
import { findSession, insertSession, listSessions, renewSession, touchSession, type SessionRow } from './session-store.ts';

/** Somebody who is signed in, at one request. */
export type Session = {
  readonly id: string;
  readonly account: SigningAccount;
  readonly principal: Principal;
  readonly row: SessionRow;
  /** Whether they showed who they are within the last minutes. */
  readonly fresh: boolean;
  readonly endsAt: Instant;
  /** Sent back as `x-forewarn-csrf` with everything that acts. */
  readonly csrf: string;
};

/** The one refusal of everything that asks who it is once more; the portal asks, and repeats. */
export const SIGN_IN_AGAIN = refuse('sign-in-again', 'This asks who you are once more.', 'Sign in again; it counts for five minutes.');

/** From where somebody signs in. `device` is the browser's own word, cut. */
export type Place = { readonly network: string; readonly device: string };

/** "Last used" is written so often at most: a page asks ten things at once. */
const TOUCH_EVERY_MS = 30_000;
const DEVICE_LENGTH_MAX = 200;

/** Begins a session in the transaction of the proof; the secret for the cookie. Always a new one: what a browser brought is never taken over. */
export async function beginSession(
  trx: Transaction,
  account: SigningAccount,
  assurance: Assurance,
  place: Place,
  now: Instant,
  /** When they showed who they are, where that was elsewhere and before. */
  provedAt: Instant = now,
): Promise<string> {
  const secret = newSecret();
  const id = newId<'Session'>(now);
  const device = place.device.slice(0, DEVICE_LENGTH_MAX);
  const times = { begunAt: now, usedAt: now, provedAt };
  await insertSession(trx, {
    id,
    accountId: account.id,
    rightsVersion: account.rightsVersion,
    assurance,
    ...times,
    network: place.network,
    device,
    sha256: digestOf(secret),
  });
  await record(trx, {
    principal: principalOfSigned(account, assurance),
    at: now,
    action: 'signed-in',
    subject: { kind: 'session', id },
    ...(account.institutionId === undefined ? {} : { institutionId: account.institutionId }),
    details: { by: assurance },
  });
  return secret;
}

/** The session that a secret opens, as long as it lives. */
export async function sessionOfSecret(database: Database, secret: string, now: Instant): Promise<Session | undefined> {
  return asSystem(database, 'sign-in', async (trx) => {
    const found = await findSession(trx, digestOf(secret));
    if (found === undefined) return undefined;
    const { session: row, account } = found;
    const limits = limitsOf(account, row);
    if (!isSessionLive(row, limits, now)) return undefined;
    if (millisecondsBetween(row.usedAt, now) >= TOUCH_EVERY_MS) await touchSession(trx, row.id, now);
    const idleEnd = secondsLater(now, limits.idleSeconds);
    const end = sessionEnd(limits, row.begunAt);
    return {
      id: row.id,
      account,
      principal: principalOfSigned(account, row.assurance),
      row,
      fresh: isFresh(row, now),
      endsAt: idleEnd < end ? idleEnd : end,
      csrf: csrfOf(secret),
    };
  });
}

/** Every session that lets its holder in now, the newest first. */
export async function listLiveSessions(database: Database, account: SigningAccount, now: Instant): Promise<readonly SessionRow[]> {
  const found = await asSystem(database, 'sign-in', (trx) => listSessions(trx, account.id));
  return found.filter((row) => isSessionLive(row, limitsOf(account, row), now));
}

function limitsOf({ kind }: SigningAccount, { assurance }: SessionRow): SessionLimits {
  return SESSION_LIMITS[kind === 'cert' ? 'cert' : 'other'][assurance];
}

/** The holder showed again who they are: fresh, under a new secret; the old one opens nothing any more. */
export async function proveSession(
  trx: Transaction,
  session: Session,
  assurance: Assurance,
  now: Instant,
  provedAt: Instant = now,
): Promise<string> {
  const secret = newSecret();
  await renewSession(trx, session.id, digestOf(secret), assurance, now, provedAt);
  await record(trx, {
    principal: session.principal,
    at: now,
    action: 'sign-in-renewed',
    subject: { kind: 'session', id: session.id },
    details: { by: assurance },
  });
  return secret;
}

/** A word that only pages of ours can know: made of the cookie's secret, which no script reads. */
export function csrfOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf').digest('base64url');
}

export function isCsrf(session: Pick<Session, 'csrf'>, sent: unknown): boolean {
  if (typeof sent !== 'string' || sent.length !== session.csrf.length) return false;
  return timingSafeEqual(Buffer.from(sent), Buffer.from(session.csrf));
}
