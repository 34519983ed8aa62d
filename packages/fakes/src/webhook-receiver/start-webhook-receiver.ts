import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as a member's system receives it. */
export type WebhookCall = {
  readonly receivedAtMs: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came: what the signature is over. */
  readonly body: string;
  readonly delivery: string;
  /** Whether the signature fits the secret. */
  readonly isSigned: boolean;
};

/** The status to answer with; `hang`: no answer at all; `drop`: the connection is cut after the body was read. */
export type WebhookAnswer = number | 'hang' | 'drop';

export type WebhookReceiver = {
  readonly url: string;
  readonly calls: () => readonly WebhookCall[];
  /** How the next calls are answered, one after another; the last stays. 204 from the start. */
  readonly answerWith: (...answers: readonly [WebhookAnswer, ...WebhookAnswer[]]) => void;
  readonly stop: () => Promise<void>;
};

const BODY_BYTES_MAX = 10 * 1024 * 1024;

/** A member's system that takes Forewarn's webhook in and checks its signature as docs/members/webhook.md tells it to. */
export async function startWebhookReceiver(settings: { readonly secret: string; readonly port?: number }): Promise<WebhookReceiver> {
  const calls: WebhookCall[] = [];
  let answers: WebhookAnswer[] = [204];
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        calls.push(callOf(request, body, settings.secret));
        answer(request, response, (answers.length > 1 ? answers.shift() : answers[0]) ?? 204);
      },
      () => request.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/forewarn`,
    calls: () => [...calls],
    answerWith: (...wanted) => {
      answers = [...wanted];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    parts.push(part as Buffer);
    bytes += (part as Buffer).length;
    if (bytes > BODY_BYTES_MAX) throw new Error('too large');
  }
  return Buffer.concat(parts).toString('utf8');
}

function callOf(request: IncomingMessage, body: string, secret: string): WebhookCall {
  return {
    receivedAtMs: performance.timeOrigin + performance.now(),
    headers: request.headers,
    body,
    delivery: String(request.headers['forewarn-delivery'] ?? ''),
    isSigned: isSigned(String(request.headers['forewarn-signature'] ?? ''), body, secret),
  };
}

/** Written from the description for members and not with the sender's code, so that the two check one another. */
function isSigned(header: string, body: string, secret: string): boolean {
  const parts = new Map(header.split(',').map((part) => part.split('=', 2) as [string, string]));
  const expected = createHmac('sha256', secret)
    .update(`${parts.get('t') ?? ''}.${body}`)
    .digest();
  const given = Buffer.from(parts.get('v1') ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function answer(request: IncomingMessage, response: ServerResponse, wanted: WebhookAnswer): void {
  if (wanted === 'hang') return;
  if (wanted === 'drop') {
    request.socket.destroy();
    return;
  }
  response.writeHead(wanted, wanted >= 300 && wanted < 400 ? { location: 'http://127.0.0.1:1/elsewhere' } : {});
  response.end(wanted >= 400 ? 'the receiver says why' : undefined);
}
