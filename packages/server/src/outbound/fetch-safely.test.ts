import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDoor, type Door } from './door.ts';
import type { Resolve } from './name-server.ts';
import { fetchPatiently } from './fetch-patiently.ts';
import { fetchSafely, type FetchRequest } from './fetch-safely.ts';
import { readRetryAfter } from './fetch-fault.ts';
import { selfSigned } from './self-signed.test-support.ts';

let server: Server;
let port: number;
let answer: RequestListener;
let asked: string[] = [];
const doors: Door[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  asked = [];
  for (const door of doors.splice(0)) await door.close();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function doorWith(resolve?: Resolve): Door {
  const door = openDoor({ userAgent: 'Forewarn/test', ...(resolve === undefined ? {} : { resolve }) });
  doors.push(door);
  return door;
}

const loopback: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
const fetchIt = (more: Partial<FetchRequest> = {}, resolve?: Resolve) =>
  fetchSafely(doorWith(resolve), { url: `http://127.0.0.1:${port}/a.json`, allowPrivate: true, sizeBytesMax: 10_000, ...more });

test('what is there is fetched, with its validators; we say who we are and nothing else', async () => {
  let headers: object = {};
  answer = (request, response) => {
    headers = request.headers;
    response.writeHead(200, { etag: '"1"', 'last-modified': 'Mon, 23 Nov 2026 09:00:00 GMT', 'set-cookie': 'a=b' }).end('{}');
  };
  expect(await fetchIt()).toMatchObject({
    kind: 'fetched',
    bytes: new Uint8Array([0x7b, 0x7d]),
    etag: '"1"',
    lastModified: 'Mon, 23 Nov 2026 09:00:00 GMT',
  });
  expect(headers).toEqual({
    host: `127.0.0.1:${port}`,
    connection: 'keep-alive',
    'user-agent': 'Forewarn/test',
    accept: '*/*',
    'accept-encoding': 'gzip, deflate, br',
  });
});

test('what has not changed is not sent again', async () => {
  answer = (request, response) => response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200).end();
  expect(await fetchIt({ etag: '"1"' })).toEqual({ kind: 'not-modified' });
});

test.for([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('an answer packed with %s is unpacked; a bomb of it is stopped', async ([encoding, pack]) => {
  const text = 'advisory '.repeat(500);
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(pack(text));
  const fetched = await fetchIt();
  expect(fetched.kind === 'fetched' && Buffer.from(fetched.bytes).toString()).toBe(text);
  const bomb = pack(Buffer.alloc(5_000_000));
  expect(bomb.length).toBeLessThan(10_000);
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb);
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'decompression-bomb', mayPass: false });
});

test('a damaged packing, one that nobody asked for, and one inside another inside another are told', async () => {
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(5_000)).subarray(0, 30));
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'unreadable-encoding' });
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'unreadable-encoding' });
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x');
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'unreadable-encoding' });
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip, gzip' }).end('x');
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'unreadable-encoding' });
});

test('too large is stopped, whether it says so beforehand or not', async () => {
  answer = (_request, response) => response.writeHead(200, { 'content-length': '20000' }).end(Buffer.alloc(20_000));
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'too-large' });
  answer = (_request, response) => {
    response.write(Buffer.alloc(9_000));
    response.end(Buffer.alloc(9_000));
  };
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'too-large', message: 'The answer is larger than 10000 bytes.' });
});

test('a connection that is cut in the middle is no whole answer', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half', () => response.socket?.destroy());
  };
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'connection', mayPass: true });
});

test('silence and slowness are ended', async () => {
  answer = () => {};
  expect(await fetchIt({ totalMs: 100 })).toMatchObject({ kind: 'fault', code: 'timeout', mayPass: true });
  answer = (_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  };
  expect(await fetchIt({ totalMs: 200 })).toMatchObject({ kind: 'fault', code: 'timeout' });
});

test('a port where nobody listens and a server that speaks no TLS are told apart', async () => {
  const empty = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => empty.once('listening', resolve));
  const free = (empty.address() as AddressInfo).port;
  await new Promise((resolve) => empty.close(resolve));
  expect(await fetchIt({ url: `http://127.0.0.1:${free}/` })).toMatchObject({
    kind: 'fault',
    code: 'connection',
    message: `127.0.0.1:${free} refuses the connection.`,
  });
  answer = (_request, response) => response.end();
  expect(await fetchIt({ url: `https://127.0.0.1:${port}/` })).toMatchObject({ kind: 'fault', code: 'tls', mayPass: false });
});

const certificate = selfSigned();

test.skipIf(certificate === undefined)('a certificate that nobody vouches for ends it before anything is asked', async () => {
  const secure = createTlsServer(certificate ?? {}, (request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/`;
  expect(await fetchIt({ url })).toMatchObject({
    kind: 'fault',
    code: 'tls',
    message: expect.stringContaining('signed by nobody that we know'),
  });
  expect(asked).toEqual([]);
  secure.closeAllConnections();
  secure.close();
});

test('a key goes to the host that is asked, and to nobody that it leads on to', async () => {
  const keys: unknown[] = [];
  answer = (request, response) => {
    keys.push([request.headers.host?.split(':')[0], request.headers['apikey']]);
    const next = { '/a.json': '/b.json', '/b.json': `http://other.example:${port}/c.json`, '/c.json': `http://127.0.0.1:${port}/d.json` }[
      request.url ?? ''
    ];
    response.writeHead(next === undefined ? 200 : 302, next === undefined ? {} : { location: next }).end();
  };
  expect(await fetchIt({ secret: { name: 'apiKey', value: 'geheim' } }, loopback)).toMatchObject({ kind: 'fetched' });
  expect(keys).toEqual([
    ['127.0.0.1', 'geheim'],
    ['127.0.0.1', 'geheim'],
    ['other.example', undefined],
    ['127.0.0.1', 'geheim'],
  ]);
});

test('who says 403 and when to come back wants us to wait; who only says 403 does not let us in', async () => {
  answer = (_request, response) => response.writeHead(403, { 'retry-after': '30' }).end();
  expect(await fetchIt()).toMatchObject({ kind: 'fault', status: 403, retryAfterSeconds: 30, mayPass: true });
  answer = (_request, response) => response.writeHead(403).end();
  expect(await fetchIt()).toMatchObject({ kind: 'fault', status: 403, mayPass: false, hint: expect.stringContaining('who asks') });
});

test('redirects are followed, each address checked, and a circle ends', async () => {
  answer = (request, response) => {
    if (request.url === '/b.json') response.end('here');
    else response.writeHead(302, { location: 'b.json' }).end();
  };
  expect(await fetchIt()).toMatchObject({ kind: 'fetched', url: `http://127.0.0.1:${port}/b.json` });
  answer = (request, response) => response.writeHead(301, { location: request.url ?? '/' }).end();
  asked = [];
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code: 'too-many-redirects' });
  expect(asked).toHaveLength(6);
});

test.for([
  ['file:///etc/passwd', 'refused-url'],
  ['ftp://csaf.example/a', 'refused-url'],
  ['http://user:secret@csaf.example/', 'refused-url'],
  ['data:text/plain,x', 'refused-url'],
] as const)('a redirect to %s is not followed', async ([location, code]) => {
  answer = (_request, response) => response.writeHead(302, { location }).end();
  expect(await fetchIt()).toMatchObject({ kind: 'fault', code });
});

test.for([
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://169.254.169.254/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://localhost/',
])('a source that may not have private addresses does not get to %s', async (url) => {
  const outcome = await fetchIt({ url, allowPrivate: false });
  expect(outcome).toMatchObject({ kind: 'fault', code: 'refused-address' });
});

test('http is for sources that were allowed it', async () => {
  expect(await fetchIt({ url: 'http://csaf.example/', allowPrivate: false })).toMatchObject({ kind: 'fault', code: 'refused-url' });
  const outcome = await fetchIt({ url: 'http://csaf.example/', allowPrivate: false, allowHttp: true }, loopback);
  expect(outcome).toMatchObject({
    kind: 'fault',
    code: 'refused-address',
    message: 'csaf.example is 127.0.0.1, this machine itself; nothing is fetched from there.',
  });
});

test('a name that leads to a private address is refused, and one that answers otherwise the second time gains nothing', async () => {
  answer = (_request, response) => response.end('secret');
  const url = `http://rebinding.example:${port}/`;
  let lookups = 0;
  const rebinding: Resolve = async () => [{ address: (lookups += 1) === 1 ? '198.51.100.1' : '127.0.0.1', family: 4 }];
  const door = doorWith(rebinding);
  const ask = () => fetchSafely(door, { url, allowHttp: true, sizeBytesMax: 100, totalMs: 2_000 });
  for (let time = 0; time < 3; time += 1) expect(await ask()).toMatchObject({ kind: 'fault', code: 'refused-address' });
  expect(asked).toEqual([]);
  expect(await fetchIt({ url, allowPrivate: true }, loopback)).toMatchObject({ kind: 'fetched' });
});

test('a name that nobody has is told', async () => {
  const nobody: Resolve = async () => {
    throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
  };
  expect(await fetchIt({ url: 'https://nobody.example/' }, nobody)).toMatchObject({
    kind: 'fault',
    code: 'dns-failed',
    message: 'The name nobody.example could not be looked up (ENOTFOUND).',
  });
});

test('what may pass is tried again; a short wish to wait is obeyed, a long one handed on', async () => {
  let times = 0;
  answer = (_request, response) => {
    times += 1;
    if (times === 1) response.socket?.destroy();
    else if (times === 2) response.writeHead(503, { 'retry-after': '0' }).end();
    else response.end('there');
  };
  const wanted = { url: `http://127.0.0.1:${port}/`, allowPrivate: true, sizeBytesMax: 100 };
  expect(await fetchPatiently(doorWith(), wanted)).toMatchObject({ kind: 'fetched' });
  expect(times).toBe(3);
  times = 0;
  answer = (_request, response) => {
    times += 1;
    response.writeHead(429, { 'retry-after': '3600' }).end();
  };
  expect(await fetchPatiently(doorWith(), wanted)).toMatchObject({ kind: 'fault', code: 'status', status: 429, retryAfterSeconds: 3600 });
  expect(times).toBe(1);
});

test('Retry-After is read in seconds and as a date, never beyond a day', () => {
  const date = 'Mon, 23 Nov 2026 09:00:00 GMT';
  expect(readRetryAfter('120', date)).toBe(120);
  expect(readRetryAfter('Mon, 23 Nov 2026 09:05:00 GMT', date)).toBe(300);
  expect(readRetryAfter('Mon, 23 Nov 2020 09:05:00 GMT', date)).toBe(0);
  expect(readRetryAfter('99999999', date)).toBe(86_400);
  expect(readRetryAfter('soon', date)).toBeUndefined();
  expect(readRetryAfter(undefined, date)).toBeUndefined();
});
