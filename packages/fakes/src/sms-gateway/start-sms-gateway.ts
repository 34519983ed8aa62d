import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * How a number takes what comes to it. `deliver`: taken, and a receipt that it arrived. `fail`: taken, and a receipt that it did not. `silence`:
 * taken, and nothing more. `reject`: the gateway does not take the number (400). `busy`: 503. `locked-out`: 401. `hang`: no answer. `drop`: the
 * connection is cut after the request was read.
 */
export type NumberBehaviour = 'deliver' | 'fail' | 'silence' | 'reject' | 'busy' | 'locked-out' | 'hang' | 'drop';

export type GatewayMessage = {
  readonly id: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly number: string;
  readonly text: string;
  readonly callback: string;
};

export type SmsGateway = {
  readonly url: string;
  readonly messages: () => readonly GatewayMessage[];
  readonly behave: (number: string, behaviour: NumberBehaviour) => void;
  /** Calls a hook as the provider does, with a form that is signed under `key`; gives the status. */
  readonly call: (hookUrl: string, fields: Readonly<Record<string, string>>, key: string) => Promise<number>;
  /** Resolves when every receipt that was promised has been told. */
  readonly told: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const TELLS_MAX = 50;

/** A telephone provider with an API in the manner of Twilio: messages and calls as forms, receipts and answers as signed forms. */
export async function startSmsGateway({ key }: { readonly key: string }): Promise<SmsGateway> {
  const messages: GatewayMessage[] = [];
  const behaviours = new Map<string, NumberBehaviour>();
  const telling: Promise<unknown>[] = [];
  const server = createServer((request, response) => {
    void take(request).then((message) => {
      const behaviour = behaviours.get(message.number) ?? 'deliver';
      if (behaviour !== 'reject' && behaviour !== 'busy' && behaviour !== 'locked-out') messages.push(message);
      answer(request, response, message, behaviour);
      if (behaviour === 'deliver' || behaviour === 'fail') telling.push(tell(message, behaviour));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages: () => [...messages],
    behave: (number, behaviour) => {
      behaviours.set(number, behaviour);
    },
    call: (hookUrl, fields, signedWith) => callHook(hookUrl, fields, signedWith),
    told: async () => {
      await Promise.all(telling);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function tell(message: GatewayMessage, behaviour: 'deliver' | 'fail'): Promise<void> {
    if (message.callback === '') return;
    const isCall = message.path.includes('Calls');
    const [id, status] = isCall ? ['CallSid', 'CallStatus'] : ['MessageSid', 'MessageStatus'];
    const end = behaviour === 'deliver' ? (isCall ? 'completed' : 'delivered') : isCall ? 'no-answer' : 'undelivered';
    for (const state of ['queued', end]) {
      const fields = { [id]: message.id, [status]: state, To: message.number };
      // A receiver that is busy for a moment is told again, as providers do.
      for (let again = 0; again < TELLS_MAX && !((await callHook(message.callback, fields, key).catch(() => 503)) < 500); again += 1)
        await delay(200);
    }
  }
}

async function take(request: IncomingMessage): Promise<GatewayMessage> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString('utf8');
  const form = new URLSearchParams(body);
  return {
    id: `SM${randomUUID().replaceAll('-', '')}`,
    path: request.url ?? '',
    headers: request.headers,
    number: form.get('To') ?? '',
    text: form.get('Body') ?? form.get('Twiml') ?? '',
    callback: form.get('StatusCallback') ?? '',
  };
}

function answer(request: IncomingMessage, response: ServerResponse, { id }: GatewayMessage, behaviour: NumberBehaviour): void {
  const say = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (behaviour) {
    case 'deliver':
    case 'fail':
    case 'silence':
      say(201, { sid: id, status: 'queued' });
      return;
    case 'reject':
      say(400, { code: 21_211, message: "The 'To' number is not a valid phone number." });
      return;
    case 'busy':
      say(503, { message: 'Service unavailable' });
      return;
    case 'locked-out':
      say(401, { code: 20_003, message: 'Authenticate' });
      return;
    case 'drop':
      request.socket.destroy();
      return;
    case 'hang':
  }
}

/** Written from the provider's description and not with the receiver's code, so that the two check one another. */
async function callHook(hookUrl: string, fields: Readonly<Record<string, string>>, key: string): Promise<number> {
  let signed = hookUrl;
  for (const name of Object.keys(fields).sort()) signed += name + fields[name];
  const signature = createHmac('sha1', key).update(Buffer.from(signed, 'utf8')).digest('base64');
  const response = await fetch(hookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: new URLSearchParams(fields),
  });
  await response.arrayBuffer();
  return response.status;
}
