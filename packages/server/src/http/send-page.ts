import type { FastifyReply } from 'fastify';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { html, htmlText, type Html } from './html.ts';

export type Page = {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** Loads itself again after this long, without a script. */
  readonly refreshSeconds?: number;
  /** `desk` is wide and dense, `member` narrow with large targets (LOOK). */
  readonly kind: 'member' | 'desk';
};

/** Where the one stylesheet is served; `page-routes.ts` does it. */
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
