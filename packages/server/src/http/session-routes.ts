import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as routes from '@forewarn/api/sessions.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { CODE_SECONDS } from '@forewarn/core/institutions/sign-in-by-mail.ts';
import { asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { askMailCode, signInByMail } from '../sessions/mail-codes.ts';
import { addPasskey, askNewPasskey, askPasskey, removePasskey, signInWithPasskey, type KeyMaker } from '../sessions/passkeys.ts';
import { listPasskeys } from '../sessions/passkey-store.ts';
import { newSecret, secretCookie, secretInCookie } from '../sessions/secret-cookie.ts';
import { listSessions } from '../sessions/session-store.ts';
import { registerCertificateRoutes } from './certificate-routes.ts';
import { countedAddress } from './counted-address.ts';
import { html } from './html.ts';
import { registerRecoveryRoutes } from './recovery-routes.ts';
import { registerProviderSignInRoutes } from './provider-sign-in-routes.ts';
import { register } from './register.ts';
import { sessionOf } from './request-session.ts';
import { sendPage } from './send-page.ts';

/** The longest that any session lasts; the database ends it sooner. */
const COOKIE_SECONDS = 7 * 24 * 3600;
/** Of one address. A hospital signs in from one, so not narrow; what can be guessed at is counted for itself. */
const SIGN_INS = { perMinuteMax: 60 };

const NO_SESSION = refuse('not-signed-in', 'This is for who is signed in in a browser.', 'Sign in with a passkey or a code by mail.');

/** Signing in and out, one's own sessions and passkeys. */
export function registerSessionRoutes(app: FastifyInstance, machine: Machine): void {
  const isSecure = () => machine.publicUrl.startsWith('https:');
  const placeOf = (request: FastifyRequest) => ({ network: countedAddress(request.ip), device: request.headers['user-agent'] ?? '' });
  const askingBrowser = (request: FastifyRequest) => secretInCookie(request.headers.cookie, 'forewarn_asking', isSecure());
  /** A new secret for each question: none that somebody planted is taken over. */
  const markBrowser = (reply: FastifyReply) => {
    const secret = newSecret();
    void reply.header('set-cookie', secretCookie('forewarn_asking', secret, CODE_SECONDS, isSecure()));
    return secret;
  };
  const keep = (reply: FastifyReply, secret: string) =>
    void reply.header('set-cookie', [
      secretCookie('forewarn_session', secret, COOKIE_SECONDS, isSecure()),
      secretCookie('forewarn_asking', '', 0, isSecure()),
    ]);

  register(app, routes.showSession, ({ request }) => {
    const session = sessionOf(request);
    if (session === undefined) return NO_SESSION;
    const { account, row, fresh, csrf, endsAt } = session;
    return {
      name: account.name,
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
    void reply.header('set-cookie', secretCookie('forewarn_session', '', 0, isSecure()));
    const session = sessionOf(request);
    return session === undefined ? { ended: 0 } : endSessions(machine, session, { id: session.id });
  });

  register(app, routes.askPasskey, ({ reply }) => askPasskey(machine, markBrowser(reply)), SIGN_INS);

  register(
    app,
    routes.signInWithPasskey,
    async ({ body, request, reply }) => {
      const response = { ...body.response, clientExtensionResults: {} } as Parameters<typeof signInWithPasskey>[1]['response'];
      const browser = askingBrowser(request) ?? '';
      const secret = await signInWithPasskey(machine, { browser, response, place: placeOf(request), session: sessionOf(request) });
      if (isRefusal(secret)) return secret;
      keep(reply, secret);
      return { assurance: 'passkey' as const };
    },
    SIGN_INS,
  );

  register(
    app,
    routes.askMailCode,
    ({ body, request, reply }) => askMailCode(machine, markBrowser(reply), body.email, placeOf(request)),
    SIGN_INS,
  );

  register(
    app,
    routes.signInByMail,
    async ({ body, request, reply }) => {
      const shown =
        body.token === undefined ? { kind: 'code' as const, code: body.code ?? '' } : { kind: 'link' as const, token: body.token };
      const tried = {
        browser: askingBrowser(request),
        shown,
        shortCode: body.shortCode,
        place: placeOf(request),
        session: sessionOf(request),
      };
      const secret = await signInByMail(machine, tried);
      if (isRefusal(secret)) return secret;
      keep(reply, secret);
      return { assurance: 'email' as const };
    },
    SIGN_INS,
  );

  registerProviderSignInRoutes(app, machine, { placeOf, askingBrowser, markBrowser, keep });

  registerRecoveryRoutes(app, machine);
  registerCertificateRoutes(app, machine);

  register(app, routes.listSessions, async ({ request }) => {
    const session = sessionOf(request);
    if (session === undefined) return NO_SESSION;
    const found = await asSystem(machine.database, 'sign-in', (trx) => listSessions(trx, session.account.id));
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

  register(app, routes.removePasskey, ({ request, params, query }) => {
    const session = sessionOf(request);
    return session === undefined ? NO_SESSION : removePasskey(machine, session, params.id, query.evenTheLast === true);
  });

  register(app, routes.showMailLink, ({ params, reply }) => sendLinkPage(reply, machine, params.token, 200));

  register(
    app,
    routes.useMailLink,
    async ({ params, body, request, reply }) => {
      const shortCode = (body.shortCode ?? '').trim();
      const tried = {
        browser: askingBrowser(request),
        shown: { kind: 'link' as const, token: params.token },
        place: placeOf(request),
        session: sessionOf(request),
      };
      const secret = await signInByMail(machine, { ...tried, shortCode: shortCode === '' ? undefined : shortCode });
      if (isRefusal(secret)) return sendLinkPage(reply, machine, params.token, 401, true);
      keep(reply, secret);
      return reply.redirect('/', 303);
    },
    SIGN_INS,
  );
}

function makerOf(request: FastifyRequest, code: string | undefined): KeyMaker | undefined {
  if (code !== undefined) return { kind: 'code', code };
  const session = sessionOf(request);
  return session === undefined ? undefined : { kind: 'session', session };
}

/** The same page for every token, so that opening it tells nothing and does nothing. */
function sendLinkPage(reply: FastifyReply, machine: Machine, token: string, status: number, wrong = false): FastifyReply {
  const { name, phone } = machine.config.cert;
  return sendPage(reply, status, {
    language: 'nl',
    kind: 'member',
    title: `Inloggen bij ${name}`,
    body: html`<div class="top"><strong>${name}</strong></div>
      <main>
        <h1>Log in</h1>
        ${wrong && html`<p class="notice wrong" role="alert">Dat lukte niet. De code klopt niet, of de link is verlopen.</p>`}
        <form method="post" action="/sign-in/mail/${encodeURIComponent(token)}">
          <p>Vroeg u de code op dit apparaat? Druk dan op de knop.</p>
          <label class="field"
            >Vroeg u de code op een ander apparaat? Typ dan de korte code van dat scherm.
            <input name="shortCode" autocomplete="off" maxlength="40"
          /></label>
          <div><button>Log in</button></div>
        </form>
        <aside class="help">
          <p>Lukt het niet? Bel ons: <strong>${phone}</strong></p>
        </aside>
      </main>`,
  });
}
