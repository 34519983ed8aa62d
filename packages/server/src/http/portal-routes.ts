import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as routes from '@forewarn/api/portal.ts';
import type { Machine } from '../machine.ts';
import { html } from './html.ts';
import { readPortal, type PortalFile } from './read-portal.ts';
import { register } from './register.ts';
import { sendFaultPage, sendPage } from './send-page.ts';

const DIST = join(import.meta.dirname, '../../../web/dist');
const YEAR_SECONDS = 365 * 24 * 3600;

/** The portal's own files and nothing else: no script in the page, no eval, nothing from elsewhere (decision record 024). */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** Hands out the portal as it was built: the page for each of its addresses, its files for ever (their names hold their digest). */
export async function registerPortalRoutes(app: FastifyInstance, machine: Machine, dist = DIST): Promise<void> {
  const portal = await readPortal(dist);

  register(app, routes.showAbout, () => {
    const { name, phone, email } = machine.config.cert;
    return { name, phone, email };
  });

  register(app, routes.showPortalAsset, ({ params, request, reply }) => {
    const file = portal.assets.get(params.name);
    if (file === undefined) return sendFaultPage(reply, machine, 404);
    void reply.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`);
    return sendPacked(request, reply, file);
  });

  const showPage = ({ request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply }) => {
    if (portal.page === undefined) return sendUnbuilt(reply, machine);
    void reply.header('content-security-policy', POLICY).header('x-robots-tag', 'noindex');
    return sendPacked(request, reply, portal.page);
  };
  for (const [path, page] of Object.entries(routes.PORTAL_DOORS))
    register(app, routes.portalDoor(path), ({ params, reply }) => reply.redirect(page.replace(':id', params.id ?? ''), 303));
  for (const word of routes.PORTAL_WORDS) for (const path of [`/${word}`, `/${word}/*`]) register(app, routes.portalPage(path), showPage);
}

/** The smallest that the browser takes; packed when the portal was built, never while somebody waits. */
function sendPacked(request: FastifyRequest, reply: FastifyReply, file: PortalFile): FastifyReply {
  const taken = request.headers['accept-encoding'] ?? '';
  const packed = (['br', 'gzip'] as const).find((one) => file[one] !== undefined && new RegExp(`\\b${one}\\b`).test(taken));
  void reply.header('vary', 'accept-encoding').type(file.type);
  return packed === undefined ? reply.send(file.plain) : reply.header('content-encoding', packed).send(file[packed]);
}

function sendUnbuilt(reply: FastifyReply, machine: Machine): FastifyReply {
  return sendPage(reply, 503, {
    language: 'nl',
    kind: 'member',
    title: machine.config.cert.name,
    body: html`<main>
      <h1>Deze pagina is nog niet gebouwd.</h1>
      <p>De beheerder start Forewarn met <code>npm start</code>; dat bouwt haar.</p>
      <p>${machine.config.cert.phone}</p>
    </main>`,
  });
}
