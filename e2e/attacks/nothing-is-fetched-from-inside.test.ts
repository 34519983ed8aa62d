import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync, gzipSync, brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readWorkbook } from '@forewarn/server/inventories/read-workbook.ts';
import { openWebhook } from '@forewarn/server/deliveries/channels/webhook/send.ts';
import { exampleOutgoing } from '@forewarn/server/deliveries/channels/example-outgoing.test-support.ts';
import { signWebhook } from '@forewarn/server/deliveries/channels/webhook/sign-webhook.ts';
import { exampleWorkbook, sheetOf, zip } from '@forewarn/core/inventories/formats/example-workbook.test-support.ts';
import { startWebhookReceiver } from '@forewarn/fakes/webhook-receiver/start-webhook-receiver.ts';
import { openDoor, type Door } from '@forewarn/server/outbound/door.ts';
import { fetchSafely, type FetchOutcome } from '@forewarn/server/outbound/fetch-safely.ts';
import type { Resolve } from '@forewarn/server/outbound/name-server.ts';
import { testMachine } from '@forewarn/server/test-machine.ts';
import { attack } from './attack.ts';

/** Something inside our walls that must never be asked: every request that reaches it is counted. */
let inside: Server;
let port: number;
let reached: string[] = [];
let answer: RequestListener;
const doors: Door[] = [];

beforeAll(async () => {
  inside = createServer((request, response) => {
    reached.push(`${request.headers.host}${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  port = (inside.address() as AddressInfo).port;
});
beforeEach(() => {
  reached = [];
  answer = (_request, response) => response.end('secret');
});
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close();
});
afterAll(() => {
  inside.closeAllConnections();
  inside.close();
});

/** No name is looked up in the world outside: each leads where the test says. */
function doorTo(resolve: Resolve): Door {
  const door = openDoor({ userAgent: 'Forewarn/test', resolve });
  doors.push(door);
  return door;
}
const nowhere: Resolve = async () => {
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
};
const get = (door: Door, url: string, more: object = {}): Promise<FetchOutcome> =>
  fetchSafely(door, { url, allowHttp: true, sizeBytesMax: 10_000, totalMs: 5_000, ...more });

/** This machine, the networks behind it, and what clouds keep there: in every spelling that a URL allows. */
const INSIDE_HOSTS = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0x7f.0x0.0x0.0x1',
  '127.0.0.1.',
  '127.255.255.254',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '0',
  '0.0.0.0',
  '0x0',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[::ffff:0:127.0.0.1]',
  '[100::1]',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '240.0.0.1',
];

attack('no address of ours is fetched from, however it is spelled', async ({ held }) => {
  const door = doorTo(nowhere);
  for (const host of INSIDE_HOSTS)
    for (const url of [`http://${host}:${port}/`, `https://${host}:${port}/`, `http://${host}/latest/meta-data/`]) {
      const outcome = await get(door, url);
      held(`${url}: ${JSON.stringify(outcome)}`, outcome.kind === 'fault');
    }
  held(`reached: ${reached.join(' ')}`, reached.length === 0);
});

attack('a name that leads inside is refused, also one of several and one that changes its mind', async ({ held }) => {
  const addresses = [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '169.254.169.254',
    'fd00:ec2::254',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '100.64.0.1',
  ];
  for (const address of addresses) {
    const family = address.includes(':') ? 6 : 4;
    for (const name of [
      'binnen.example',
      'localhost',
      'LOCALHOST.',
      'localhost.localdomain',
      'metadata.google.internal',
      '127.0.0.1.nip.example',
    ]) {
      const outcome = await get(
        doorTo(async () => [{ address, family }]),
        `http://${name}:${port}/`,
      );
      held(`${name} at ${address}: ${outcome.kind}`, outcome.kind === 'fault' && outcome.code === 'refused-address');
    }
  }
  // First a good address, then ours: what was checked is what is connected to.
  let asked = 0;
  const rebinding: Resolve = async () => [{ address: (asked += 1) % 2 === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
  for (let time = 0; time < 6; time += 1)
    held('rebinding', (await get(doorTo(rebinding), `http://wisselt.example:${port}/`, { totalMs: 300 })).kind === 'fault');
  held(`reached: ${reached.join(' ')}`, reached.length === 0);
});

attack('addresses that only look like addresses, or carry something else', async ({ held }) => {
  const door = doorTo(nowhere);
  for (const url of [
    `http://goed.example@127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}@goed.example/`,
    `http://gebruiker:wachtwoord@goed.example/`,
    `http://goed.example:80@127.0.0.1:${port}/`,
    `http://goed.example#@127.0.0.1:${port}/`,
    `http://goed.example\\@127.0.0.1:${port}/`,
    `http:127.0.0.1:${port}/`,
    `http:\\\\127.0.0.1:${port}/`,
    `http:///127.0.0.1:${port}/`,
    `//127.0.0.1:${port}/`,
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1:6379/_INFO',
    'dict://127.0.0.1:11211/',
    'data:text/plain,x',
    'javascript:alert(1)',
    'unix:///run/x.sock',
    'jar:http://x!/',
    'blob:http://x/y',
    'ws://127.0.0.1/',
    '',
    'nonsense',
    'http://',
    `http://127.0.0.1:${port}\r\nX: y/`,
    `http://[::1]%00.example/`,
    `http://${'a'.repeat(5_000)}.example/`,
  ]) {
    const outcome = await get(door, url);
    held(`${JSON.stringify(url)}: ${JSON.stringify(outcome)}`, outcome.kind === 'fault');
  }
  held(`reached: ${reached.join(' ')}`, reached.length === 0);
});

attack('a publisher that leads on to our insides, for ever, or to another kind of address, leads nowhere', async ({ held }) => {
  // The publisher itself is allowed its private address here; where it leads is a name that is looked up and judged again.
  const publisher = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to') ?? '';
    response.writeHead(302, { location: to }).end();
  });
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
  const from = (publisher.address() as AddressInfo).port;
  const loops = `http://127.0.0.1:${from}/?to=${encodeURIComponent(`http://127.0.0.1:${from}/`)}`;
  try {
    for (const to of [
      'file:///etc/passwd',
      'ftp://x/',
      'gopher://127.0.0.1:1/',
      'http://0.0.0.0:1/',
      'http://[::]/',
      `http://x:y@127.0.0.1:${port}/`,
      'http://224.0.0.1/',
      'http://255.255.255.255/',
      'data:,x',
      'javascript:1',
      loops,
      '',
    ]) {
      const outcome = await get(doorTo(nowhere), `http://127.0.0.1:${from}/?to=${encodeURIComponent(to)}`, { allowPrivate: true });
      held(`on to ${to}: ${JSON.stringify(outcome)}`, outcome.kind === 'fault');
    }
  } finally {
    publisher.closeAllConnections();
    publisher.close();
  }
  held(`reached: ${reached.join(' ')}`, reached.length === 0);
});

attack('a packed answer that unpacks to a hundred times its limit is stopped at the limit', async ({ held }) => {
  const big = Buffer.alloc(20 * 1024 * 1024);
  const bombs: readonly (readonly [string, Buffer])[] = [
    ['gzip', gzipSync(big)],
    ['deflate', deflateSync(big)],
    ['br', brotliCompressSync(big)],
    ['gzip, gzip', gzipSync(gzipSync(big))],
    ['identity', big],
  ];
  for (const [encoding, bytes] of bombs) {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
    const outcome = await get(doorTo(nowhere), `http://127.0.0.1:${port}/`, { allowPrivate: true });
    held(`${encoding}: ${outcome.kind}`, outcome.kind === 'fault' && ['decompression-bomb', 'too-large'].includes(outcome.code));
  }
  answer = (_request, response) =>
    response.writeHead(200, { 'content-encoding': Array.from({ length: 50 }, () => 'gzip').join(', ') }).end('x');
  held('fifty packings', (await get(doorTo(nowhere), `http://127.0.0.1:${port}/`, { allowPrivate: true })).kind === 'fault');
});

attack('a webhook goes to no address of ours, and nobody forges or plays again what it says', async ({ held }) => {
  const receiver = await startWebhookReceiver({ secret: 'geheim' });
  const machine = await testMachine();
  const channel = openWebhook(machine);
  try {
    for (const host of INSIDE_HOSTS) {
      const outcome = await channel.send(exampleOutgoing({ address: `https://${host}:${new URL(receiver.url).port}/` }));
      held(`webhook to ${host}: ${JSON.stringify(outcome)}`, outcome.kind === 'failed-for-good');
    }
    held('it reached the receiver', receiver.calls().length === 0);
    const body = '{"type":"message"}';
    const good = signWebhook(body, 'geheim', 1_795_424_400);
    for (const [what, header] of [
      ['another body', signWebhook(`${body} `, 'geheim', 1_795_424_400)],
      ['another secret', signWebhook(body, 'geheim2', 1_795_424_400)],
      ['another time', signWebhook(body, 'geheim', 1_795_424_401)],
      ['an empty secret', signWebhook(body, '', 1_795_424_400)],
    ] as const)
      held(what, header.split('v1=')[1] !== good.split('v1=')[1]);
  } finally {
    await channel.close();
    await receiver.stop();
    await machine.close();
  }
});

attack('a workbook that is a bomb, leads outside, or is made of formulas is read as text or refused', async ({ held }) => {
  const entity =
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
  const workbooks: Readonly<Record<string, Uint8Array>> = {
    'entities in entities': exampleWorkbook(`${entity}<row r="1"><c r="A1" t="inlineStr"><is><t>&c;&f;</t></is></c></row>`),
    'a path that leads out': zip({ '../../../../etc/passwd': 'x', '/etc/passwd': 'x', 'xl/workbook.xml': '<workbook/>' }),
    'no workbook': zip({ 'a.txt': 'x' }),
    'an entry that lies about its size': zip({ 'xl/workbook.xml': 'a'.repeat(1_000_000) }, 10),
    'half a file': exampleWorkbook(sheetOf(['product'])).slice(0, 300),
    nothing: new Uint8Array([0x50, 0x4b, 0x03, 0x04]),
  };
  for (const [what, bytes] of Object.entries(workbooks)) {
    const reading = await readWorkbook(bytes);
    const said = JSON.stringify(reading);
    held(`${what}: ${said.slice(0, 200)}`, !said.includes('root:') && said.length < 1_000_000);
  }
  const formulas = await readWorkbook(exampleWorkbook(sheetOf(['product', 'versie'], ["=cmd|'/C calc'!A0", '@SUM(1)'], ['+1+1', '-2+3'])));
  held('a formula became a number', formulas.kind === 'read' && JSON.stringify(formulas.value).includes('=cmd'));
});

test('what is outside and allowed is fetched: the door is no wall', async () => {
  expect(await get(doorTo(nowhere), `http://127.0.0.1:${port}/`, { allowPrivate: true })).toMatchObject({ kind: 'fetched' });
  expect(reached).toHaveLength(1);
});
