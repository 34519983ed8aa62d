import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mailboxPage, mailDocument } from './mailbox-page.ts';
import type { ReceivedMail } from './received-mail.ts';

export type WebSide = { readonly url: string; readonly close: () => Promise<void> };
export type Watch = (watcher: (mail: ReceivedMail) => void) => () => void;

/** While mails pour in, a page is told at most so often. */
const TELL_MS = 250;

/** The pages: the list, one mail beside it, the mail's own document for its frame, its source, and a stream that says "more came". */
export async function startWebSide(port: number, mails: readonly ReceivedMail[], watch: Watch): Promise<WebSide> {
  const server = createServer((request, response) => answer(request, response, mails, watch));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, mails: readonly ReceivedMail[], watch: Watch): void {
  const url = new URL(request.url ?? '/', 'http://mailbox');
  const [, place, number, part] = url.pathname.split('/');
  if (place === 'arrivals') return tellArrivals(request, response, watch);
  const mail = place === 'mails' ? mails.find((one) => one.number === Number(number)) : undefined;
  if (place === 'mails' && mail === undefined)
    return send(response, 404, 'text/plain; charset=utf-8', 'Deze mail is er niet (meer).', PAGE_POLICY);
  if (mail !== undefined && part === 'document') return send(response, 200, 'text/html; charset=utf-8', mailDocument(mail), MAIL_POLICY);
  if (mail !== undefined && part === 'source')
    return send(response, 200, 'text/plain; charset=utf-8', mail.raw.toString('utf8'), PAGE_POLICY);
  if (place !== '' && mail === undefined) return send(response, 404, 'text/plain; charset=utf-8', 'Hier is niets.', PAGE_POLICY);
  const view = {
    search: url.searchParams.get('zoek') ?? '',
    page: Number(url.searchParams.get('pagina') ?? '1') || 1,
    show: url.searchParams.get('toon') ?? '',
  };
  return send(response, 200, 'text/html; charset=utf-8', mailboxPage(mails, mail, view), PAGE_POLICY);
}

/** The page's own few lines of script and style; frames from here only. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'";
/** A mail loads nothing and runs nothing, as in a reader's program; its links open beside it. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox";

function send(response: ServerResponse, status: number, type: string, body: string, policy: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/** Server-sent events: one "mail" when something came, however much. */
function tellArrivals(request: IncomingMessage, response: ServerResponse, watch: Watch): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  let timer: NodeJS.Timeout | undefined;
  const unwatch = watch((mail) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      response.write(`event: mail\ndata: ${mail.number}\n\n`);
    }, TELL_MS);
  });
  request.on('close', () => {
    clearTimeout(timer);
    unwatch();
  });
}
