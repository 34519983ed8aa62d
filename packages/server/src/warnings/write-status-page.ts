import { join } from 'node:path';
import { mayReceive } from '@forewarn/core/sharing/may-receive.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { asSystem } from '../database/as-principal.ts';
import { html, htmlText, type Html } from '../http/html.ts';
import type { Machine } from '../machine.ts';
import { replaceFile } from '../whole-file.ts';
import { findVersion, listWarnings, type StoredVersion, type StoredWarning } from './warning-store.ts';

const WARNINGS_MAX = 50;

export type WrittenStatusPage = { readonly path: string; readonly warnings: number };

/**
 * Writes one page that needs nothing else, for a host that is not ours: when portal and mail are down, members find there which warnings are open
 * and whom to call. Only what is TLP:CLEAR stands in it, in the version that was released. The old page stays until the new one is whole.
 */
export async function writeStatusPage(machine: Machine, folder: string): Promise<WrittenStatusPage> {
  const open = await publicWarnings(machine);
  const path = join(folder, 'index.html');
  replaceFile(path, statusPage(machine, open), 0o644);
  return { path, warnings: open.length };
}

type PublicWarning = { readonly warning: Pick<StoredWarning, 'reference'>; readonly version: StoredVersion };

async function publicWarnings(machine: Machine): Promise<readonly PublicWarning[]> {
  const now = machine.clock.now();
  return asSystem(machine.database, 'status-page', async (trx) => {
    const found: PublicWarning[] = [];
    for (const warning of await listWarnings(trx, { state: 'open', limit: WARNINGS_MAX })) {
      const version = await findVersion(trx, warning.id, warning.releasedVersion);
      if (version === undefined) continue;
      const { tlp: label, embargoUntil } = version;
      const verdict = mayReceive({ label, channel: 'static-page', reader: { kind: 'anyone' }, purpose: 'publish', embargoUntil }, now);
      if (verdict.kind === 'yes') found.push({ warning, version });
    }
    return found;
  });
}

function statusPage({ config, clock }: Machine, open: readonly PublicWarning[]): string {
  const { name, phone, email } = config.cert;
  return htmlText(
    html`<!doctype html>
      <html lang="nl">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${name}: stand van zaken</title>
          <style>
            body {
              font:
                18px/1.5 system-ui,
                sans-serif;
              max-width: 40rem;
              margin: 2rem auto;
              padding: 0 1rem;
            }
            article {
              border-top: 1px solid #888;
              padding: 0.5rem 0;
            }
          </style>
        </head>
        <body>
          <h1>${name}: stand van zaken</h1>
          <p>Bijgewerkt: ${describeMoment(clock.now(), 'nl')}.</p>
          <p>Hulp nodig? Bel <strong>${phone}</strong>, dag en nacht. Mail: ${email}.</p>
          <h2>${openSentence(open.length)}</h2>
          ${open.map(article)}
          <p>
            Hier staat alleen wat iedereen mag weten (TLP:CLEAR). Staat er niets over u? Dan kan er nog steeds een waarschuwing voor u zijn.
          </p>
        </body>
      </html>`,
  );
}

function openSentence(count: number): string {
  if (count === 0) return 'Er lopen geen openbare waarschuwingen.';
  return count === 1 ? 'Er loopt 1 openbare waarschuwing.' : `Er lopen ${count} openbare waarschuwingen.`;
}

function article({ warning, version }: PublicWarning): Html {
  const text = textFor(version.texts, 'nl');
  const say = words('nl');
  return html`<article>
    <h3>${say(`urgency.${version.urgency}`)}: ${text.title} (${warning.reference})</h3>
    <p>${text.summary}</p>
    <ol>
      ${text.actions.map(({ text: step }) => html`<li>${step}</li>`)}
    </ol>
    ${version.releasedAt !== undefined && html`<p>Van ${describeMoment(version.releasedAt, 'nl')}, versie ${version.version}.</p>`}
  </article>`;
}
