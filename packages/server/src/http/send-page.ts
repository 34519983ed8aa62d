import type { FastifyReply } from 'fastify';
import { html, htmlText, type Html } from './html.ts';

export type Page = {
  readonly language: 'nl' | 'en';
  readonly title: string;
  readonly body: Html;
  /** Loads itself again after this long, without a script. */
  readonly refreshSeconds?: number;
  /** `desk` is wide and dense, `member` narrow with large targets (LOOK). */
  readonly kind: 'member' | 'desk';
};

/** Where the one stylesheet is served; page-routes.ts does it. */
export const STYLE_PATH = '/style.css';

/** Sends a page that no browser or proxy keeps. It needs no script, and the content security policy allows none. */
export function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex')
    .type('text/html; charset=utf-8')
    .send(documentOf(page));
}

/** A page that could not be shown, in words for somebody who does not know what a status is; the telephone is always there. */
export function sendFaultPage(reply: FastifyReply, machine: { readonly config: { readonly cert: Cert } }, status: number): FastifyReply {
  const { name, phone } = machine.config.cert;
  const sentence = FAULTS.find(([from, to]) => status >= from && status <= to)?.[2] ?? 'Dit kon niet.';
  return sendPage(reply, status, {
    language: 'nl',
    kind: 'member',
    title: name,
    body: html`<div class="top"><strong>${name}</strong></div>
      <main>
        <h1>${sentence}</h1>
        <aside class="help">
          <p>Hulp, dag en nacht:<br /><strong>${phone}</strong></p>
        </aside>
      </main>`,
  });
}
type Cert = { readonly name: string; readonly phone: string };

const FAULTS: readonly (readonly [from: number, to: number, sentence: string])[] = [
  [404, 404, 'Deze pagina bestaat niet.'],
  [429, 429, 'U probeerde dit te vaak. Wacht een minuut en probeer het opnieuw.'],
  [400, 499, 'Dit kon niet. Ga terug en probeer het opnieuw.'],
  [500, 599, 'Er ging bij ons iets mis. Er is niets veranderd. Probeer het over een minuut opnieuw.'],
];

function documentOf(page: Page): string {
  return htmlText(
    html`<!doctype html>
      <html lang="${page.language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          ${page.refreshSeconds !== undefined && html`<meta http-equiv="refresh" content="${page.refreshSeconds}" />`}
          <title>${page.title}</title>
          <link rel="stylesheet" href="${STYLE_PATH}" />
        </head>
        <body class="${page.kind}">
          ${page.body}
        </body>
      </html>`,
  );
}
