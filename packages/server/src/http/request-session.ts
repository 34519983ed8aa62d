import type { FastifyRequest } from 'fastify';
import type { Session } from '../sessions/session.ts';

/** Beside the request and not in it, as the principal is (request-principal.ts). */
const sessions = new WeakMap<FastifyRequest, Session>();

export function rememberSession(request: FastifyRequest, session: Session): void {
  sessions.set(request, session);
}

/** The session that this request's cookie opened; undefined for tokens, links and strangers. */
export function sessionOf(request: FastifyRequest): Session | undefined {
  return sessions.get(request);
}
