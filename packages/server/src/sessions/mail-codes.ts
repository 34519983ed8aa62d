import { timingSafeEqual } from 'node:crypto';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import {
  CODE_SECONDS,
  judgeCode,
  mayMailCode,
  readCode,
  readShortCode,
  WINDOW_SECONDS,
} from '@forewarn/core/institutions/sign-in-by-mail.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { newId } from '../database/new-id.ts';
import type { Transaction } from '../database/open-database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { findAccount, findAccountByEmail } from './account-store.ts';
import type { SigningAccount } from './signing-account.ts';
import {
  countWrong,
  findCodeRequest,
  findCodeRequestByShortCode,
  findCodeRequestOfBrowser,
  insertCodeRequest,
  listMailed,
  markCodeRequestUsed,
  markMailed,
  type CodeRequestRow,
} from './mail-code-store.ts';
import { knownLinkSecrets } from './link-token.ts';
import { isMailCode, mailCode, mailLinkToken, newShortCode, requestOfMailLink } from './mail-code.ts';
import { digestOf } from './secret-cookie.ts';
import { knowsNetwork } from './session-store.ts';
import { beginSession, proveSession, type Place, type Session } from './session.ts';

type Parts = Pick<Machine, 'database' | 'clock' | 'linkSecret' | 'earlierLinkSecrets' | 'publicUrl'>;

/** One answer for a wrong, a used and an ended code, and for an address that nobody has. */
const NO_CODE = refuse(
  'not-signed-in',
  'This code does not fit, or has ended.',
  'Look whether you typed it as it stands in the newest mail, or ask for another one.',
  { about: 'code' },
);

export type AskedCode = { readonly shortCode: string; readonly endsAt: Instant };

/** Asks for a code by mail. Whether anybody has this address is not looked at here: a job does that, so the answer takes as long for all. */
export async function askMailCode(machine: Parts, browser: string, email: string, place: Place): Promise<AskedCode> {
  const now = machine.clock.now();
  const asked = { id: newId<'CodeRequest'>(now), shortCode: newShortCode(), endsAt: secondsLater(now, CODE_SECONDS) };
  await asSystem(machine.database, 'sign-in', async (trx) => {
    await insertCodeRequest(trx, {
      ...asked,
      browserSha256: digestOf(browser),
      email: email.trim().toLowerCase(),
      network: place.network,
      askedAt: now,
    });
    await enqueue(trx, 'mail-sign-in-code', { requestId: asked.id }, { key: `mail-sign-in-code ${asked.id}`, attemptsMax: 5 });
  });
  return { shortCode: asked.shortCode, endsAt: asked.endsAt };
}

/** What the job mails. */
export type CodeMail = { readonly account: SigningAccount; readonly code: string; readonly url: string; readonly askedFrom: string };

/** For the job: whom this request's code goes to; undefined where nobody is to get one. May run twice: the second mail holds the same code. */
export async function prepareCodeMail(machine: Parts, requestId: string): Promise<CodeMail | undefined> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'mail-sign-in-code', async (trx) => {
    const request = await findCodeRequest(trx, requestId);
    if (request === undefined || request.usedAt !== null || now >= request.endsAt) return undefined;
    const account = await findAccountByEmail(trx, request.email);
    if (account === undefined || account.kind === 'cert') return undefined; // the CERT sees everybody's: a mailbox is not enough
    if (request.accountId === null) {
      const known = await knowsNetwork(trx, account.id, request.network);
      const before = await listMailed(trx, account.id, secondsLater(now, -WINDOW_SECONDS), request.id);
      if (!mayMailCode({ network: request.network, known }, before, now)) return undefined;
      await markMailed(trx, request.id, account.id, known);
    }
    return {
      account,
      code: mailCode(request.id, machine.linkSecret),
      url: `${machine.publicUrl}/sign-in/mail/${mailLinkToken(request.id, machine.linkSecret)}`,
      askedFrom: request.network,
    };
  });
}

/** By what somebody shows that they read the mail: the code, or the link's token. */
export type Shown = { readonly kind: 'code'; readonly code: string } | { readonly kind: 'link'; readonly token: string };

/**
 * Signs in with what stood in the mail. In the browser that asked, that is enough; in another one the short code that the asking screen shows
 * belongs with it, so that a mail that was passed on, or a link that somebody was talked into, opens nothing by itself.
 */
export async function signInByMail(
  machine: Parts,
  tried: {
    readonly browser: string | undefined;
    readonly shown: Shown;
    readonly shortCode: string | undefined;
    readonly place: Place;
    readonly session?: Session | undefined;
  },
): Promise<string | Refusal> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'sign-in', async (trx) => {
    const found = await findRequest(machine, trx, tried, now);
    if (found === undefined) return NO_CODE;
    const { request, here } = found;
    const code = tried.shown.kind === 'code' ? readCode(tried.shown.code) : undefined;
    const isRight =
      request.accountId !== null &&
      (tried.shown.kind === 'link'
        ? requestOf(machine, tried.shown.token) === request.id
        : code !== undefined && knownLinkSecrets(machine).some((secret) => isMailCode(code, request.id, secret)));
    const wrongTries = here ? request.wrongHere : request.wrongElsewhere;
    const verdict = judgeCode({ endsAt: request.endsAt, usedAt: request.usedAt ?? undefined, wrongTries }, isRight, now);
    if (verdict === 'wrong') await countWrong(trx, request.id, here);
    if (verdict !== 'right') return NO_CODE;
    const account = await findAccount(trx, request.accountId ?? '');
    if (account === undefined || account.kind === 'cert') return NO_CODE;
    await markCodeRequestUsed(trx, request.id, now);
    if (!here)
      await record(trx, {
        principal: { kind: 'system', name: 'sign-in' },
        at: now,
        action: 'mail-code-used-elsewhere',
        subject: { kind: 'account', id: account.id },
      });
    const { session } = tried;
    return session?.account.id === account.id
      ? proveSession(trx, session, 'email', now)
      : beginSession(trx, account, 'email', tried.place, now);
  });
}

/** The request that this browser made, or the one whose short code was typed beside what stood in the mail. */
async function findRequest(
  machine: Parts,
  trx: Transaction,
  { browser, shortCode, shown }: { readonly browser: string | undefined; readonly shortCode: string | undefined; readonly shown: Shown },
  now: Instant,
): Promise<{ readonly request: CodeRequestRow; readonly here: boolean } | undefined> {
  const typed = shortCode === undefined ? undefined : readShortCode(shortCode);
  if (shortCode !== undefined && typed === undefined) return undefined;
  const request = await (typed !== undefined
    ? findCodeRequestByShortCode(trx, typed, now)
    : browser === undefined
      ? undefined
      : findRequestHere(machine, trx, browser, shown));
  if (request === undefined) return undefined;
  const here = browser !== undefined && timingSafeEqual(Buffer.from(digestOf(browser)), request.browserSha256);
  return here || typed !== undefined ? { request, here } : undefined;
}

function findRequestHere(machine: Parts, trx: Transaction, browser: string, shown: Shown): Promise<CodeRequestRow | undefined> {
  if (shown.kind === 'code') return findCodeRequestOfBrowser(trx, digestOf(browser));
  const id = requestOf(machine, shown.token);
  return id === undefined ? Promise.resolve(undefined) : findCodeRequest(trx, id);
}

function requestOf(machine: Parts, token: string): string | undefined {
  return knownLinkSecrets(machine)
    .map((secret) => requestOfMailLink(token, secret))
    .find((id) => id !== undefined);
}
