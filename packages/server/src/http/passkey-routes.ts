import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as routes from '@forewarn/api/sessions.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { changePasskey } from '../sessions/change-passkey.ts';
import { addPasskey, askNewPasskey, askPasskey, removePasskey, signInWithPasskey, type KeyMaker } from '../sessions/passkeys.ts';
import { listPasskeys } from '../sessions/passkey-store.ts';
import { register } from './register.ts';
import { NO_SESSION, sessionOf } from './request-session.ts';
import { SIGN_INS, type SignInBrowser } from './sign-in-browser.ts';

/** Signing in with a passkey. */
export function registerPasskeySignInRoutes(app: FastifyInstance, machine: Machine, browser: SignInBrowser): void {
  register(app, routes.askPasskey, ({ reply }) => askPasskey(machine, browser.markBrowser(reply)), SIGN_INS);

  register(
    app,
    routes.signInWithPasskey,
    async ({ body, request, reply }) => {
      const response = { ...body.response, clientExtensionResults: {} } as Parameters<typeof signInWithPasskey>[1]['response'];
      const asking = browser.askingBrowser(request) ?? '';
      const place = browser.placeOf(request);
      const secret = await signInWithPasskey(machine, { browser: asking, response, place, session: sessionOf(request) });
      if (isRefusal(secret)) return secret;
      browser.keep(reply, secret);
      return { assurance: 'passkey' as const };
    },
    SIGN_INS,
  );
}

/** One's own passkeys. */
export function registerPasskeyRoutes(app: FastifyInstance, machine: Machine, browser: SignInBrowser): void {
  const { placeOf, askingBrowser, markBrowser, keep } = browser;

  register(app, routes.listPasskeys, async ({ request }) => {
    const session = sessionOf(request);
    if (session === undefined) return NO_SESSION;
    const found = await asSystem(machine.database, 'sign-in', (trx) => listPasskeys(trx, session.account.id));
    return {
      passkeys: found.map((key) => ({
        id: key.id,
        name: key.name,
        madeAt: key.madeAt,
        synchronised: key.isSynchronised,
        suspect: key.suspectAt !== null,
        ...(key.usedAt === null ? {} : { usedAt: key.usedAt }),
      })),
    };
  });

  register(
    app,
    routes.askNewPasskey,
    ({ body, request, reply }) => {
      const maker = makerOf(request, body.code);
      return maker === undefined ? NO_SESSION : askNewPasskey(machine, markBrowser(reply), maker);
    },
    SIGN_INS,
  );

  register(
    app,
    routes.addPasskey,
    async ({ body, request, reply }) => {
      const maker = makerOf(request, body.code);
      if (maker === undefined) return NO_SESSION;
      const response = { ...body.response, clientExtensionResults: {} } as Parameters<typeof addPasskey>[1]['response'];
      const made = { browser: askingBrowser(request) ?? '', response, name: body.name, place: placeOf(request), maker };
      const kept = await addPasskey(machine, made);
      if (isRefusal(kept)) return kept;
      keep(reply, kept.secret);
      return { id: kept.id };
    },
    SIGN_INS,
  );

  register(app, routes.changePasskey, ({ request, params, body }) => {
    const session = sessionOf(request);
    return session === undefined ? NO_SESSION : changePasskey(machine, session, params.id, body);
  });

  register(app, routes.removePasskey, ({ request, params, query }) => {
    const session = sessionOf(request);
    return session === undefined ? NO_SESSION : removePasskey(machine, session, params.id, query.evenTheLast === true);
  });
}

function makerOf(request: FastifyRequest, code: string | undefined): KeyMaker | undefined {
  if (code !== undefined) return { kind: 'code', code };
  const session = sessionOf(request);
  return session === undefined ? undefined : { kind: 'session', session };
}
