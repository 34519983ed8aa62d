import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as routes from '@forewarn/api/sessions.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Machine } from '../machine.ts';
import { beginExternalSignIn, finishExternalSignIn } from '../sessions/external-sign-in.ts';
import { loadSignInProviders, type LoadedProvider } from '../sessions/load-sign-in-providers.ts';
import { html } from './html.ts';
import { register } from './register.ts';
import { sessionOf } from './request-session.ts';
import { sendFaultPage, sendPage } from './send-page.ts';
import { SIGN_INS, type SignInBrowser } from './sign-in-browser.ts';

/**
 * Signing in with one's own organisation. Our cookies are SameSite=Strict, so what the service sends back arrives without them: the first
 * page only leads on, from our own site, and the second one acts.
 */
export function registerProviderSignInRoutes(app: FastifyInstance, machine: Machine, browser: SignInBrowser): void {
  const providers = loadSignInProviders(machine.config);
  const named = (id: string): LoadedProvider | undefined => providers.find((provider) => provider.id === id);

  register(app, routes.listSignInProviders, () => ({
    providers: providers.map(({ id, name }) => ({ id, name, startsAt: `/sign-in/oidc/${id}` })),
  }));

  register(
    app,
    routes.beginProviderSignIn,
    async ({ params, query, reply }) => {
      const provider = named(params.provider);
      if (provider === undefined) return sendFaultPage(reply, machine, 404);
      const url = await beginExternalSignIn(machine, provider, browser.markBrowser(reply), query.again === true);
      return isRefusal(url) ? sendNotSignedIn(reply, machine, provider, query.again === true) : reply.redirect(url, 303);
    },
    SIGN_INS,
  );

  register(app, routes.returnFromProvider, ({ params, request, reply }) => {
    const provider = named(params.provider);
    if (provider === undefined) return sendFaultPage(reply, machine, 404);
    const onward = `/sign-in/oidc/${provider.id}/finish?${queryOf(request)}`;
    return sendPage(reply.header('refresh', `0; url=${onward}`), 200, pageOf(machine, html`<p><a href="${onward}">Ga verder</a></p>`));
  });

  register(
    app,
    routes.finishProviderSignIn,
    async ({ params, request, reply }) => {
      const provider = named(params.provider);
      if (provider === undefined) return sendFaultPage(reply, machine, 404);
      const brought = { browser: browser.askingBrowser(request) ?? '', query: queryOf(request), place: browser.placeOf(request) };
      const session = sessionOf(request);
      const secret = await finishExternalSignIn(machine, provider, { ...brought, session });
      if (isRefusal(secret)) return sendNotSignedIn(reply, machine, provider, session !== undefined);
      browser.keep(reply, secret);
      // Who was signed in showed it once more, in a window beside the page that asked.
      return reply.redirect(session === undefined ? '/' : '/account/shown', 303);
    },
    SIGN_INS,
  );
}

/** As it was sent, spelled anew: it goes into a header and an address of ours. */
function queryOf(request: FastifyRequest): string {
  return new URL(request.url, 'http://localhost').searchParams.toString();
}

function sendNotSignedIn(reply: FastifyReply, machine: Machine, { id, name }: LoadedProvider, again: boolean): FastifyReply {
  const body = html`<p class="notice wrong" role="alert">Inloggen via ${name} lukte niet.</p>
    <p><a href="/sign-in/oidc/${id}${again ? '?again=true' : ''}">Probeer het opnieuw</a></p>`;
  return sendPage(reply, 401, pageOf(machine, body));
}

function pageOf(machine: Machine, content: ReturnType<typeof html>) {
  const { name, phone } = machine.config.cert;
  return {
    language: 'nl' as const,
    kind: 'member' as const,
    title: `Inloggen bij ${name}`,
    body: html`<div class="top"><strong>${name}</strong></div>
      <main>
        <h1>Log in</h1>
        ${content}
        <aside class="help">
          <p>Lukt het niet? Bel ons: <strong>${phone}</strong></p>
        </aside>
      </main>`,
  };
}
