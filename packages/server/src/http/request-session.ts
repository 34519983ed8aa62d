import type { FastifyRequest } from 'fastify';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import type { BrowserToken } from '../sessions/browser-token.ts';
import type { Session } from '../sessions/session.ts';

/** What is kept of a person, asked by a program or a stranger. */
export const NO_SESSION = refuse(
  'not-signed-in',
  'This is for who is signed in in a browser.',
  'Sign in with a passkey or a code by mail.',
);

/** Beside the request and not in it, as the principal is (request-principal.ts). */
const sessions = new WeakMap<FastifyRequest, Session>();
const browserTokens = new WeakMap<FastifyRequest, BrowserToken>();

export function rememberSession(request: FastifyRequest, session: Session): void {
  sessions.set(request, session);
}

/** The session that this request's cookie opened; undefined for tokens, links and strangers. */
export function sessionOf(request: FastifyRequest): Session | undefined {
  return sessions.get(request);
}

export function rememberBrowserToken(request: FastifyRequest, token: BrowserToken): void {
  browserTokens.set(request, token);
}

/** The API token that this request's cookie brought; undefined for everybody else, programs with tokens included. */
export function browserTokenOf(request: FastifyRequest): BrowserToken | undefined {
  return browserTokens.get(request);
}

const notActing = new WeakSet<FastifyRequest>();

/** Somebody who is known, and may not act for the institution that this request names. */
export function rememberNotActing(request: FastifyRequest): void {
  notActing.add(request);
}

export function isNotActing(request: FastifyRequest): boolean {
  return notActing.has(request);
}
