import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { openDoor, type Door } from './door.ts';
import { faultOf } from './fault-of.ts';
import type { Resolve } from './name-server.ts';
import { openCaller, TookTooLong, type Call, type Caller } from './open-caller.ts';
import { selfSigned } from './self-signed.test-support.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A host that does with each connection as it is told. */
async function host(converse: (socket: Socket, request: string) => void): Promise<{ readonly port: number; readonly requests: string[] }> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('utf8');
      const head = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/.exec(text)?.[1] ?? 0);
      if (head < 0 || Buffer.byteLength(text.slice(head + 4)) < length) return;
      requests.push(text);
      converse(socket, text);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

function callerOf(resolve?: Resolve): Caller {
  const door: Door = openDoor({ userAgent: 'Forewarn/test', ...(resolve === undefined ? {} : { resolve }) });
  const caller = openCaller(door);
  closing.push(
    () => door.close(),
    () => caller.close(),
  );
  return caller;
}

const callTo = (url: string, more: Partial<Call> = {}): Call => ({
  url: new URL(url),
  headers: { 'content-type': 'application/json' },
  body: '{"naam":"Zorggroep Één"}',
  allowPrivate: true,
  totalMs: 5_000,
  answerBytesMax: 100,
  ...more,
});
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntaken';
const said = async (answering: Promise<{ status: number; content: Buffer }>) => {
  const { status, content } = await answering;
  return `${status} ${content.toString()}`;
};

test('one request, whole, over a connection that is closed after its answer', async () => {
  let closed = 0;
  const { port, requests } = await host((socket) => {
    socket.on('close', () => (closed += 1));
    socket.write(OK);
  });
  expect(await said(callerOf().call(callTo(`http://127.0.0.1:${port}/a%20b?c=d#e`)))).toBe('200 taken');
  expect(requests).toEqual([
    `POST /a%20b?c=d HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\nuser-agent: Forewarn/test\r\ncontent-type: application/json\r\ncontent-length: 26\r\n\r\n{"naam":"Zorggroep Één"}`,
  ]);
  await expect.poll(() => closed).toBe(1);
});

test('addresses that are refused everywhere are refused here, as literals and behind names', async () => {
  const { port, requests } = await host((socket) => socket.write(OK));
  const refused = async (caller: Caller, url: string) => {
    const cause = await caller.call(callTo(url, { allowPrivate: false })).catch((fault: unknown) => fault);
    return faultOf(url, cause, false).code;
  };
  for (const name of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', '0.0.0.0'])
    expect(await refused(callerOf(), `http://${name}:${port}/`), name).toBe('refused-address');
  expect(await refused(callerOf(loopback), `http://inside.example:${port}/`)).toBe('refused-address');
  expect(requests).toEqual([]);
});

test('what leads on is an answer, and nothing is followed', async () => {
  const { port, requests } = await host((socket) => socket.write('HTTP/1.1 307 Elsewhere\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n'));
  expect(await said(callerOf().call(callTo(`http://127.0.0.1:${port}/a`)))).toBe('307 ');
  expect(requests).toHaveLength(1);
});

test('an answer without end is left where enough of it is there', async () => {
  let sent = 0;
  const { port } = await host((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const pour = () => {
      while (!socket.destroyed && socket.write('x'.repeat(1_000))) sent += 1;
    };
    socket.on('drain', pour);
    pour();
  });
  expect(await said(callerOf().call(callTo(`http://127.0.0.1:${port}/`)))).toBe(`200 ${'x'.repeat(100)}`);
  expect(sent).toBeLessThan(100_000);
});

test('who says nothing in time has not answered; who said its status has', async () => {
  const silent = await host(() => {});
  const caller = callerOf();
  await expect(caller.call(callTo(`http://127.0.0.1:${silent.port}/`, { totalMs: 50 }))).rejects.toBeInstanceOf(TookTooLong);
  const stalling = await host((socket) => socket.write('HTTP/1.1 503 Busy\r\nContent-Length: 50\r\n\r\nlat'));
  expect(await said(caller.call(callTo(`http://127.0.0.1:${stalling.port}/`, { totalMs: 200 })))).toBe('503 lat');
});

test('a connection that is cut is no answer, with a head it is', async () => {
  const cut = await host((socket) => socket.destroy());
  await expect(callerOf().call(callTo(`http://127.0.0.1:${cut.port}/`))).rejects.toMatchObject({ code: 'ECONNRESET' });
  const head = await host((socket) => socket.end('HTTP/1.1 500 No\r\nContent-Length: 50\r\n\r\nbe'));
  expect(await said(callerOf().call(callTo(`http://127.0.0.1:${head.port}/`)))).toBe('500 be');
});

test('four at once to one host; others wait for their turn and hold up no other host', async () => {
  const open: Socket[] = [];
  const slow = await host((socket) => void open.push(socket));
  const quick = await host((socket) => socket.write(OK));
  const caller = callerOf();
  const calls = Array.from({ length: 10 }, () => caller.call(callTo(`http://127.0.0.1:${slow.port}/`)));
  await expect.poll(() => open.length).toBe(4);
  expect(await said(caller.call(callTo(`http://127.0.0.1:${quick.port}/`)))).toBe('200 taken');
  expect(open).toHaveLength(4);
  let answered = 0;
  while (answered < 10) {
    const socket = open.shift();
    if (socket !== undefined) {
      answered += 1;
      socket.write(OK);
    }
    expect(open.length).toBeLessThanOrEqual(4);
    await new Promise((done) => setImmediate(done));
  }
  expect((await Promise.all(calls)).every(({ status }) => status === 200)).toBe(true);
});

test('closing ends what is under way and what waits for its turn', async () => {
  const { port, requests } = await host(() => {});
  const caller = callerOf();
  const calls = Array.from({ length: 6 }, () => caller.call(callTo(`http://127.0.0.1:${port}/`)).catch((fault: Error) => fault.message));
  await expect.poll(() => requests.length).toBe(4);
  caller.close();
  expect(await Promise.all(calls)).toEqual(Array(6).fill('the connection was closed'));
  expect(requests).toHaveLength(4);
});

const certificate = selfSigned('DNS:member.example');

/** A TLS server that answers as `OK`; who comes there, by the name that was asked for. */
async function secureHost(): Promise<{ readonly port: number; readonly asked: (string | false | null)[] }> {
  const asked: (string | false | null)[] = [];
  const server = createTlsServer(certificate ?? {}, (socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      asked.push(socket.servername);
      socket.write(OK);
    });
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => new Promise((done) => server.close(done)));
  return { port: (server.address() as AddressInfo).port, asked };
}
const loopback: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

test.skipIf(certificate === undefined)('over TLS the certificate is for the name of the address, by somebody whom we know', async () => {
  const { port, asked } = await secureHost();
  const faultAt = async (url: string) =>
    faultOf(
      url,
      await callerOf(loopback)
        .call(callTo(url))
        .catch((fault: unknown) => fault),
      false,
    ).code;
  expect(await faultAt(`https://member.example:${port}/`)).toBe('tls');
  expect(asked).toEqual([]);

  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate?.cert ?? '']);
  closing.push(() => setDefaultCACertificates(before));
  expect(await said(callerOf(loopback).call(callTo(`https://member.example:${port}/`)))).toBe('200 taken');
  expect(asked).toEqual(['member.example']);
  expect(await faultAt(`https://other.example:${port}/`)).toBe('tls');
  expect(await faultAt(`https://127.0.0.1:${port}/`)).toBe('tls');
  expect(asked).toEqual(['member.example']);
});

test('who waits for a host that does not answer gives up with the first that had no answer in time', async () => {
  const { port, requests } = await host(() => {});
  const caller = callerOf();
  const begun = Array.from({ length: 10 }, () => caller.call(callTo(`http://127.0.0.1:${port}/`, { totalMs: 300 })));
  const outcomes = await Promise.allSettled(begun);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'TookTooLong' } });
  expect(requests).toHaveLength(4);
});

test('what no header may hold goes out in none', async () => {
  const { port, requests } = await host((socket) => socket.write(OK));
  await expect(callerOf().call(callTo(`http://127.0.0.1:${port}/`, { headers: { a: 'b\r\nc: d' } }))).rejects.toThrow('no header may');
  expect(requests).toEqual([]);
});
