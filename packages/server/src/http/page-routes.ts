import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import type { Machine } from '../machine.ts';
import { endedPageCookie, pageCookie } from '../sessions/page-cookie.ts';
import { principalOfToken } from '../sessions/tokens.ts';
import { html } from './html.ts';
import { register, SIGN_IN_PATH } from './register.ts';
import { sendPage } from './send-page.ts';

const STYLE_SECONDS = 300;
/** A token has 256 bits; the limit is against noise, not against guessing. */
const SIGN_INS_PER_MINUTE_MAX = 10;

/** What every page needs: the stylesheet, and signing in to those of the CERT with an API token. */
export async function registerPageRoutes(app: FastifyInstance, machine: Machine): Promise<void> {
  const style = await readFile(join(import.meta.dirname, 'style.css'), 'utf8');
  register(app, routes.showStyle, ({ reply }) =>
    reply.header('cache-control', `public, max-age=${STYLE_SECONDS}`).type('text/css; charset=utf-8').send(style),
  );

  register(app, routes.showSignIn, ({ reply }) => sendSignIn(reply, machine, 200));

  register(
    app,
    routes.signIn,
    async ({ body, reply }) => {
      const token = body.token.trim();
      const principal = /^fwt_[A-Za-z0-9_-]{43}$/.test(token)
        ? await principalOfToken(machine.database, token, machine.clock.now())
        : undefined;
      if (principal?.kind !== 'cert') return sendSignIn(reply, machine, 401, 'Dit token is niet van het CERT, of het is verlopen.');
      return reply.header('set-cookie', pageCookie(token, machine.publicUrl.startsWith('https:'))).redirect('/', 303);
    },
    { perMinuteMax: SIGN_INS_PER_MINUTE_MAX },
  );

  register(app, routes.signOut, ({ reply }) => reply.header('set-cookie', endedPageCookie()).redirect(SIGN_IN_PATH, 303));
}

function sendSignIn(reply: FastifyReply, machine: Machine, status: number, wrong?: string): FastifyReply {
  return sendPage(reply, status, {
    language: 'nl',
    kind: 'desk',
    title: `Aanmelden bij ${machine.config.cert.name}`,
    body: html`<header><strong>${machine.config.cert.name}</strong></header>
      <main>
        <h1>Meld u aan met uw API-token</h1>
        ${wrong !== undefined && html`<p class="notice wrong" role="alert">${wrong}</p>`}
        <form class="narrow" method="post" action="${SIGN_IN_PATH}">
          <label class="field">API-token <input type="password" name="token" required autocomplete="current-password" autofocus /></label>
          <div><button>Meld u aan</button></div>
        </form>
        <p class="soft">Een beheerder maakt een token met <code>forewarn token make analyst NAAM</code>.</p>
      </main>`,
  });
}
