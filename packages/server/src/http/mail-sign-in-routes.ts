import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/sessions.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Machine } from '../machine.ts';
import { askMailCode, signInByMail } from '../sessions/mail-codes.ts';
import { html } from './html.ts';
import { register } from './register.ts';
import { sessionOf } from './request-session.ts';
import { sendPage } from './send-page.ts';
import { SIGN_INS, type SignInBrowser } from './sign-in-browser.ts';

/** Signing in with a code by mail, and the page behind its link. */
export function registerMailSignInRoutes(app: FastifyInstance, machine: Machine, browser: SignInBrowser): void {
  const { placeOf, askingBrowser, markBrowser, keep } = browser;

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
