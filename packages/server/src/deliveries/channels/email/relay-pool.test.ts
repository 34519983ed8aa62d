import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openRelayPool, type RelayPool } from './relay-pool.ts';

/** What the relay does with a mail, in the order in which they come; the last goes on for ever. */
type Deed = 'take' | 'take-and-hang-up' | 'refuse-receiver' | 'hang-up-after-content' | 'say-nothing';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Relay = { readonly pool: RelayPool; readonly connections: () => number; readonly taken: () => number };

async function relay(deeds: readonly Deed[], maxConnections = 1): Promise<Relay> {
  let [connections, taken, mails] = [0, 0, 0];
  const server: Server = createServer((socket) => {
    connections += 1;
    converse(socket, () => {
      const deed = deeds[Math.min(mails, deeds.length - 1)] ?? 'take';
      mails += 1;
      if (deed.startsWith('take')) taken += 1;
      return deed;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const pool = openRelayPool({ pool: true, host: '127.0.0.1', port, ignoreTLS: true, maxConnections });
  closing.push(
    () => pool.close(),
    () => server.close(),
  );
  return { pool, connections: () => connections, taken: () => taken };
}

function converse(socket: Socket, next: () => Deed): void {
  let [waiting, deed, isMail]: [string, Deed, boolean] = ['', 'take', false];
  socket.on('error', () => socket.destroy());
  socket.write('220 relay ESMTP\r\n');
  socket.on('data', (chunk) => {
    waiting += chunk.toString('latin1');
    for (;;) {
      const end = waiting.indexOf(isMail ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + (isMail ? 5 : 2));
      if (isMail) {
        isMail = false;
        if (deed === 'hang-up-after-content') return socket.destroy();
        socket.write('250 2.0.0 taken\r\n');
        if (deed === 'take-and-hang-up') setTimeout(() => socket.destroy(), 5);
        continue;
      }
      if (/^MAIL/i.test(line)) deed = next();
      if (deed === 'say-nothing' && /^MAIL/i.test(line)) return;
      if (/^RCPT/i.test(line) && deed === 'refuse-receiver') socket.write('550 5.1.1 no such mailbox\r\n');
      else if (/^DATA/i.test(line)) {
        isMail = deed !== 'refuse-receiver';
        socket.write(isMail ? '354 go on\r\n' : '503 5.5.1 no receiver\r\n');
      } else socket.write('250 2.0.0 ok\r\n');
    }
  });
}

const MAIL = { from: 'cert@cert.example', to: 'piket@lindemark.example', bytes: Buffer.from('Subject: x\r\n\r\nx\r\n') };
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('many mails go over as many connections as there may be, each taken once', async () => {
  const { pool, connections, taken } = await relay(['take'], 3);
  const said = await Promise.all(Array.from({ length: 60 }, () => pool.send(MAIL, 5_000)));
  expect(new Set(said)).toEqual(new Set(['250 2.0.0 taken']));
  expect(taken()).toBe(60);
  expect(connections()).toBeLessThanOrEqual(3);
});

test('a connection that the relay closed while it waited costs the next mail nothing', async () => {
  const { pool, connections, taken } = await relay(['take-and-hang-up']);
  for (let mail = 0; mail < 4; mail += 1) {
    await pool.send(MAIL, 5_000);
    if (mail % 2 === 0) await pause(20); // closed before the next begins, and while it begins
  }
  expect(taken()).toBe(4);
  expect(connections()).toBeGreaterThan(1);
});

test('a mail that is refused leaves the connection to the next', async () => {
  const { pool, connections, taken } = await relay(['refuse-receiver', 'take']);
  await expect(pool.send(MAIL, 5_000)).rejects.toMatchObject({ responseCode: 550, command: 'RCPT TO' });
  await pool.send(MAIL, 5_000);
  expect([connections(), taken()]).toEqual([1, 1]);
});

test('whose content went out is not sent again by the pool: only the one who keeps the record may', async () => {
  const { pool, connections } = await relay(['take', 'hang-up-after-content', 'take']);
  await pool.send(MAIL, 5_000);
  await expect(pool.send(MAIL, 5_000)).rejects.toMatchObject({ code: 'ECONNECTION' });
  expect(connections()).toBe(1);
  await pool.send(MAIL, 5_000);
  expect(connections()).toBe(2);
});

test('a relay that says nothing is given up, and what waits goes over another connection', async () => {
  const { pool } = await relay(['say-nothing', 'take']);
  const first = pool.send(MAIL, 200);
  const second = pool.send(MAIL, 5_000);
  await expect(first).rejects.toMatchObject({ code: 'EABORT' });
  expect(await second).toBe('250 2.0.0 taken');
});

test('who stops ends what waits and what is under way', async () => {
  const { pool } = await relay(['say-nothing']);
  const ended = Promise.allSettled([pool.send(MAIL, 60_000), pool.send(MAIL, 60_000)]);
  await pause(30);
  pool.close();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
