import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeIncident = {
  readonly id: string;
  readonly number: string;
  readonly externalNumber: string;
  readonly briefDescription: string;
  readonly request: string;
  status: string;
  closed: boolean;
};

export type FakeServiceDesk = {
  /** Of its API. */
  readonly url: string;
  readonly incidents: () => readonly FakeIncident[];
  /** Somebody at the desk moves an incident. */
  readonly move: (externalNumber: string, status: string, closed: boolean) => void;
  /** What is answered to everything from now on; undefined: as a desk does. */
  readonly answerWith: (status: number | undefined) => void;
  readonly stop: () => Promise<void>;
};

const BODY_BYTES_MAX = 1024 * 1024;

/** A service desk that speaks as much of TOPdesk's API (incidents) as Forewarn asks of it. Makes what it is asked for, twice if asked twice. */
export async function startServiceDesk(settings: { readonly userName: string; readonly password: string }): Promise<FakeServiceDesk> {
  const incidents: FakeIncident[] = [];
  let broken: number | undefined;
  const expected = `Basic ${Buffer.from(`${settings.userName}:${settings.password}`).toString('base64')}`;
  const answerTo = async (request: IncomingMessage): Promise<readonly [status: number, body?: unknown]> => {
    if (broken !== undefined) return [broken];
    if (request.headers.authorization !== expected) return [401];
    const url = new URL(request.url ?? '/', 'http://desk.example');
    if (request.method === 'POST' && url.pathname === '/tas/api/incidents') {
      const { externalNumber, briefDescription, request: text } = JSON.parse(await bodyOf(request)) as Record<string, string>;
      const incident: FakeIncident = {
        id: randomUUID(),
        number: `I 2611 ${String(incidents.length + 1).padStart(3, '0')}`,
        externalNumber: externalNumber ?? '',
        briefDescription: briefDescription ?? '',
        request: text ?? '',
        status: 'Geregistreerd',
        closed: false,
      };
      incidents.push(incident);
      return [201, shown(incident)];
    }
    const id = /^\/tas\/api\/incidents\/id\/(.+)$/.exec(url.pathname)?.[1];
    if (id !== undefined) {
      const found = incidents.find((one) => one.id === id);
      return found === undefined ? [404] : [200, shown(found)];
    }
    if (url.pathname !== '/tas/api/incidents') return [404];
    const wanted = /^externalNumber=='(.*)'$/.exec(url.searchParams.get('query') ?? '')?.[1];
    const found = incidents.filter(({ externalNumber }) => externalNumber === wanted);
    return found.length === 0 ? [204] : [200, found.map(shown)];
  };
  const server = createServer((request, response) => {
    answerTo(request).then(
      ([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body)),
      () => request.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tas/api`,
    incidents: () => incidents,
    move: (externalNumber, status, closed) => {
      for (const incident of incidents) if (incident.externalNumber === externalNumber) Object.assign(incident, { status, closed });
    },
    answerWith: (status) => {
      broken = status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function shown({ status, ...incident }: FakeIncident) {
  return { ...incident, processingStatus: { id: randomUUID(), name: status } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
