import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/sessions.ts';
import type { Machine } from '../machine.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { listLiveSessions } from '../sessions/session.ts';
import { registerCertificateRoutes } from './certificate-routes.ts';
import { registerMailSignInRoutes } from './mail-sign-in-routes.ts';
import { registerPasskeyRoutes, registerPasskeySignInRoutes } from './passkey-routes.ts';
import { registerRecoveryRoutes } from './recovery-routes.ts';
import { registerProviderSignInRoutes } from './provider-sign-in-routes.ts';
import { register } from './register.ts';
import { NO_SESSION, sessionOf } from './request-session.ts';
import { signInBrowser, type SignInBrowser } from './sign-in-browser.ts';

/** Signing in and out, one's own sessions and passkeys: each noun has its file. */
export function registerSessionRoutes(app: FastifyInstance, machine: Machine): void {
  const browser = signInBrowser(machine);
  registerThisSessionRoutes(app, machine, browser);
  registerPasskeySignInRoutes(app, machine, browser);
  registerMailSignInRoutes(app, machine, browser);
  registerProviderSignInRoutes(app, machine, browser);
  registerRecoveryRoutes(app, machine);
  registerCertificateRoutes(app, machine);
  registerOwnSessionsRoutes(app, machine);
  registerPasskeyRoutes(app, machine, browser);
}

/** Who is signed in in this browser, and signing out. */
function registerThisSessionRoutes(app: FastifyInstance, machine: Machine, browser: SignInBrowser): void {
  register(app, routes.showSession, ({ request }) => {
    const session = sessionOf(request);
    if (session === undefined) return NO_SESSION;
    const { account, row, fresh, csrf, endsAt } = session;
    return {
      name: account.name,
      email: account.email,
      kind: account.kind,
      ...(account.institutionId === undefined ? {} : { institutionId: account.institutionId }),
      roles: [...account.roles],
      assurance: row.assurance,
      fresh,
      csrf,
      endsAt,
    };
  });

  register(app, routes.signOutOfSession, async ({ request, reply }) => {
    browser.forget(reply);
    const session = sessionOf(request);
    return session === undefined ? { ended: 0 } : endSessions(machine, session, { id: session.id });
  });
}

/** All of one's own sessions, wherever they are. */
function registerOwnSessionsRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listSessions, async ({ request }) => {
    const session = sessionOf(request);
    if (session === undefined) return NO_SESSION;
    const found = await listLiveSessions(machine.database, session.account, machine.clock.now());
    return {
      sessions: found.map(({ id, assurance, begunAt, usedAt, network, device }) => ({
        id,
        current: id === session.id,
        assurance,
        begunAt,
        usedAt,
        network,
        device,
      })),
    };
  });

  register(app, routes.endSession, ({ request, params }) => {
    const session = sessionOf(request);
    return session === undefined ? NO_SESSION : endSessions(machine, session, { id: params.id });
  });

  register(app, routes.endOtherSessions, ({ request }) => {
    const session = sessionOf(request);
    return session === undefined ? NO_SESSION : endSessions(machine, session, 'all-others');
  });
}
