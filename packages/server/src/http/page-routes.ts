import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { Machine } from '../machine.ts';
import { endedPageCookie, pageCookie } from '../sessions/page-cookie.ts';
import { principalOfToken } from '../sessions/tokens.ts';
import { countedAddress } from './counted-address.ts';
import { html } from './html.ts';
import { register, SIGN_IN_PATH } from './register.ts';
import { sendPage } from './send-page.ts';

const STYLE_SECONDS = 300;
/** A token has 256 bits; the limit is against noise, not against guessing. Only wrong ones count: nobody locks others out. */
const WRONG_SIGN_INS_PER_MINUTE_MAX = 10;
const SECURITY_TXT_DAYS = 180; // RFC 9116 §2.5.5: less than a year

/** What every page needs: the stylesheet, and signing in to those of the CERT with an API token. */
export async function registerPageRoutes(app: FastifyInstance, machine: Machine): Promise<void> {
  const style = await readFile(join(import.meta.dirname, 'style.css'), 'utf8');
  register(app, routes.showStyle, ({ reply }) =>
    reply.header('cache-control', `public, max-age=${STYLE_SECONDS}`).type('text/css; charset=utf-8').send(style),
  );

  register(app, routes.showSignIn, ({ reply }) => sendSignIn(reply, machine, 200));

  const isSecure = () => machine.publicUrl.startsWith('https:');
  const countWrong = app.createRateLimit({ max: WRONG_SIGN_INS_PER_MINUTE_MAX, keyGenerator: (request) => countedAddress(request.ip) });
  register(app, routes.signIn, async ({ body, request, reply }) => {
    const token = body.token.trim();
    const principal = /^fwt_[A-Za-z0-9_-]{43}$/.test(token)
      ? await principalOfToken(machine.database, token, machine.clock.now())
      : undefined;
    if (principal?.kind === 'cert') return reply.header('set-cookie', pageCookie(token, isSecure())).redirect('/', 303);
    const count = await countWrong(request);
    if (count.isAllowed || !count.isExceeded) return sendSignIn(reply, machine, 401, 'Dit token is niet van het CERT, of het is verlopen.');
    reply.header('retry-after', Math.max(1, count.ttlInSeconds));
    return sendSignIn(reply, machine, 429, 'U probeerde dit te vaak. Wacht een minuut en probeer het opnieuw.');
  });

  register(app, routes.signOut, ({ reply }) => reply.header('set-cookie', endedPageCookie(isSecure())).redirect(SIGN_IN_PATH, 303));

  register(app, routes.showSecurityTxt, ({ reply }) =>
    reply.header('cache-control', `public, max-age=${STYLE_SECONDS}`).type('text/plain; charset=utf-8').send(securityTxt(machine)),
  );
}

/** How to tell us of a flaw in this Forewarn (RFC 9116). Line ends as the standard has them. */
function securityTxt({ config, publicUrl, clock }: Machine): string {
  return [
    `Contact: ${config.securityContact}`,
    `Expires: ${secondsLater(clock.now(), SECURITY_TXT_DAYS * 24 * 3600)}`,
    'Preferred-Languages: nl, en',
    ...(publicUrl.startsWith('https:') ? [`Canonical: ${publicUrl}/.well-known/security.txt`] : []), // §2.5.2: https alone
    '',
  ].join('\r\n');
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
