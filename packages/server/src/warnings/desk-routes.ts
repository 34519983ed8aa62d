import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { sendPage } from '../http/send-page.ts';
import { html } from '../http/html.ts';
import type { Machine } from '../machine.ts';
import { concernedCounts, concernedList } from './concerned-list.ts';
import { concernedPage, warningsPage, type CountedWarning } from './desk-pages.ts';
import { findWarning, listVersions, listWarnings } from './warning-store.ts';

const WARNINGS_SHOWN = 50;

/** Plain pages for the CERT: who has answered. The API says the same. */
export function registerDeskRoutes(app: FastifyInstance, machine: Machine): void {
  const certName = machine.config.cert.name;

  register(app, routes.showWarningsPage, async ({ principal, reply }) => {
    const warnings = await asPrincipal(machine.database, principal, async (trx) => {
      const counted: CountedWarning[] = [];
      for (const warning of await listWarnings(trx, { limit: WARNINGS_SHOWN }))
        if (mayRead(principal, warning.tlp, machine.clock.now()))
          counted.push({ warning, counts: warning.releasedVersion > 0 ? await concernedCounts(trx, warning) : undefined });
      return counted;
    });
    return sendPage(reply, 200, warningsPage(certName, warnings, machine.clock.now()));
  });

  register(app, routes.showConcernedPage, async ({ principal, params, reply }) => {
    const page = await asPrincipal(machine.database, principal, async (trx) => {
      const warning = await findWarning(trx, params.id);
      if (warning === undefined) return undefined;
      const versions = await listVersions(trx, warning.id);
      const version = versions.find((one) => one.version === warning.releasedVersion) ?? versions[0];
      if (version === undefined || !mayRead(principal, version.tlp, machine.clock.now())) return undefined;
      return concernedPage({ certName, warning, version, ...(await concernedList(trx, warning)), now: machine.clock.now() });
    });
    const missing = html`<main>
      <h1>Deze waarschuwing bestaat niet.</h1>
      <p><a href="/">Alle waarschuwingen</a></p>
    </main>`;
    return page === undefined
      ? sendPage(reply, 404, { language: 'nl', kind: 'desk', title: certName, body: missing })
      : sendPage(reply, 200, page);
  });
}
