import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { Machine } from '../machine.ts';
import { register } from './register.ts';

const STYLE_SECONDS = 300;
const SECURITY_TXT_DAYS = 180; // RFC 9116 §2.5.5: less than a year

/** What the pages without a script need, and how to tell of a flaw. */
export async function registerPageRoutes(app: FastifyInstance, machine: Machine): Promise<void> {
  const style = await readFile(join(import.meta.dirname, 'style.css'), 'utf8');
  register(app, routes.showStyle, ({ reply }) =>
    reply.header('cache-control', `public, max-age=${STYLE_SECONDS}`).type('text/css; charset=utf-8').send(style),
  );

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
