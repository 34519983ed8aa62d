import { createServer, type AddressInfo, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { openRelayPool, type RelayPool } from './relay-pool.ts';

/**
 * A relay that takes commands as they come, one behind another. `says` may change its reply to a step of the mail that is numbered so (1 the first over all
 * connections); an empty reply is none, for ever.
 */
type Manners = {
  readonly offers?: readonly string[];
  readonly says?: (step: 'MAIL' | 'RCPT' | 'DATA' | 'content', mail: string) => string | undefined;
  /** So many bytes it writes or reads in all before it cuts the connection; then it goes on with new ones as if nothing were. */
  readonly cutAfter?: { readonly what: 'written' | 'read'; readonly bytes: number };
  readonly lateMs?: (mail: string) => number;
  /** Its replies leave it in pieces of one byte. */
  readonly inPieces?: boolean;
  readonly connectionsMax?: number;
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Relay = { readonly pool: RelayPool; readonly taken: string[]; readonly commands: string[]; readonly connections: () => number };

async function relay(manners: Manners): Promise<Relay> {
  const taken: string[] = [];
  const commands: string[] = [];
  let [connections, budget] = [0, manners.cutAfter?.bytes ?? Number.POSITIVE_INFINITY];
  const spend = (socket: Socket, what: 'written' | 'read', bytes: number): boolean => {
    if (manners.cutAfter?.what !== what) return true;
    budget -= bytes;
    if (budget >= 0) return true;
    budget = Number.POSITIVE_INFINITY;
    socket.destroy();
    return false;
  };
  const server = createServer((socket) => {
    connections += 1;
    let [waiting, isContent, mail, hasSender, hasReceiver, isMute] = ['', false, '', false, false, false];
    let speaking = Promise.resolve();
    const say = (reply: string, afterMs = 0) => {
      speaking = speaking.then(async () => {
        if (afterMs > 0) await pause(afterMs);
        if (manners.inPieces === true) {
          for (const piece of reply) {
            socket.write(piece);
            await new Promise((done) => setImmediate(done));
          }
          return;
        }
        if (manners.cutAfter?.what !== 'written') return void (socket.destroyed || socket.write(reply));
        for (const piece of reply) {
          if (socket.destroyed || !spend(socket, 'written', 1)) return;
          socket.write(piece);
        }
      });
    };
    const answer = (step: 'MAIL' | 'RCPT' | 'DATA' | 'content', usual: string): string => {
      const reply = manners.says?.(step, mail) ?? usual;
      isMute ||= reply === '';
      if (isMute) return '';
      say(reply, step === 'content' ? manners.lateMs?.(mail) : 0);
      return reply;
    };
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    say('220 relay ESMTP\r\n');
    socket.on('data', (chunk) => {
      for (const byte of chunk.toString('latin1')) {
        if (socket.destroyed || !spend(socket, 'read', 1)) return;
        waiting += byte;
        if (!waiting.endsWith(isContent ? '\r\n.\r\n' : '\r\n') && !(isContent && waiting === '.\r\n')) continue;
        const line = waiting.trimEnd();
        waiting = '';
        if (isContent) {
          isContent = false;
          if (answer('content', '250 2.0.0 taken\r\n').startsWith('2') && hasReceiver) taken.push(mail);
          hasReceiver = false;
          continue;
        }
        commands.push(line);
        if (line.startsWith('EHLO'))
          say(`250-relay\r\n${(manners.offers ?? ['PIPELINING']).map((offer) => `250-${offer}\r\n`).join('')}250 HELP\r\n`);
        else if (line.startsWith('RCPT')) {
          mail = /<(.*)@/.exec(line)?.[1] ?? '';
          hasReceiver = answer('RCPT', hasSender ? '250 2.1.5 ok\r\n' : '503 5.5.1 no sender\r\n').startsWith('2');
        } else if (line === 'DATA') isContent = answer('DATA', hasReceiver ? '354 go on\r\n' : '503 5.5.1 no receiver\r\n').startsWith('3');
        else if (line.startsWith('MAIL')) hasSender = answer('MAIL', '250 2.1.0 ok\r\n').startsWith('2');
        else say('250 2.0.0 ok\r\n');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const pool = openRelayPool({ pool: true, host: '127.0.0.1', port, ignoreTLS: true, maxConnections: manners.connectionsMax ?? 1 });
  closing.push(
    () => pool.close(),
    () => server.close(),
  );
  return { pool, taken, commands, connections: () => connections };
}

const mailTo = (name: string) => ({
  from: 'cert@cert.example',
  to: `${name}@leden.example`,
  bytes: Buffer.from(`Subject: ${name}\r\n\r\n.point\r\n`),
});
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const names = (count: number) => Array.from({ length: count }, (_, place) => `mail-${place}`);
const sendAll = (pool: RelayPool, mails: readonly string[], timeoutMs = 5_000) =>
  Promise.allSettled(mails.map((name) => pool.send(mailTo(name), timeoutMs)));
const stateOf = (settled: readonly PromiseSettledResult<string>[]) => settled.map(({ status }) => status);

test.each([['PIPELINING'], ['SIZE 1000000'], ['8BITMIME']])('a relay that offers %s gets every mail once, in order', async (offer) => {
  const { pool, taken, connections } = await relay({ offers: [offer] });
  const said = await sendAll(pool, names(12));
  expect(new Set(said.map((each) => each.status === 'fulfilled' && each.value))).toEqual(new Set(['250 2.0.0 taken']));
  expect([taken, connections()]).toEqual([names(12), 1]);
});

test('a relay that takes no extensions is spoken to one command at a time, and told no size', async () => {
  const { pool, commands } = await relay({ offers: [] });
  await sendAll(pool, ['a', 'b']);
  expect(commands.slice(2)).toEqual([
    'MAIL FROM:<cert@cert.example>',
    'RCPT TO:<a@leden.example>',
    'DATA',
    'MAIL FROM:<cert@cert.example>',
    'RCPT TO:<b@leden.example>',
    'DATA',
  ]);
});

test('the size is said where it is asked, and a sender or receiver of another script only where it is taken', async () => {
  const { pool, commands } = await relay({ offers: ['PIPELINING', 'SIZE', 'SMTPUTF8'] });
  await pool.send({ ...mailTo('a'), to: 'zoë@leden.example' }, 5_000);
  expect(commands.find((line) => line.startsWith('MAIL'))).toMatch(/^MAIL FROM:<cert@cert\.example> SMTPUTF8 SIZE=\d+$/);
});

test.each([
  ['MAIL', '550 5.7.1 not from you\r\n', 'MAIL FROM'],
  ['RCPT', '550-5.1.1 no such mailbox\r\n550 5.1.1 really\r\n', 'RCPT TO'],
  ['RCPT', '451 4.7.1 greylisted\r\n', 'RCPT TO'],
  ['DATA', '451 4.3.0 not now\r\n', 'DATA'],
  ['content', '554 5.7.1 a virus\r\n', 'DATA'],
] as const)('one that is refused at %s says why, and the mails before and behind it go', async (at, reply, command) => {
  for (const offers of [['PIPELINING'], []]) {
    const { pool, taken, connections } = await relay({
      offers,
      says: (step, mail) => (step === at && (mail === 'mail-2' || at === 'MAIL') ? reply : undefined),
    });
    const settled = await sendAll(pool, names(5));
    const refused = at === 'MAIL' ? names(5) : ['mail-2'];
    expect(taken).toEqual(names(5).filter((name) => !refused.includes(name)));
    expect(settled[2]).toMatchObject({ reason: { responseCode: Number(reply.slice(0, 3)), command, response: reply.trimEnd() } });
    expect(connections()).toBe(1);
  }
});

test('a relay that goes on to the content though it takes no receiver gets an empty mail to nobody, and never the content', async () => {
  const { pool, taken } = await relay({
    says: (step, mail) =>
      mail !== 'mail-1' ? undefined : step === 'RCPT' ? '550 5.1.1 no\r\n' : step === 'DATA' ? '354 go on\r\n' : undefined,
  });
  const settled = await sendAll(pool, names(3));
  expect(stateOf(settled)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(taken).toEqual(['mail-0', 'mail-2']);
});

test('replies may come byte by byte and in many lines', async () => {
  const { pool, taken } = await relay({
    inPieces: true,
    says: (step) => (step === 'content' ? '250-2.0.0 taken\r\n250-as\r\n250 2.0.0 x\r\n' : undefined),
  });
  await sendAll(pool, names(6));
  expect(taken).toEqual(names(6));
});

test.each([
  ['what is no reply', 'hello\r\n'],
  ['more replies than were asked', '250 2.0.0 taken\r\n250 2.0.0 and again\r\n250 2.0.0 and again\r\n250 ok\r\n250 ok\r\n'],
  ['no end of a reply', '250-x\r\n'.repeat(20_000)],
  ['421 before it closes', '421 4.3.2 shutting down\r\n'],
])('a relay that says %s is left, and no mail whose content it had is sent again', async (_what, reply) => {
  const { pool, taken } = await relay({ says: (step, mail) => (step === 'content' && mail === 'mail-1' ? reply : undefined) });
  await sendAll(pool, names(6), 1_000);
  await sendAll(pool, ['later'], 1_000);
  expect(taken.filter((name, place) => taken.indexOf(name) !== place)).toEqual([]);
  expect(taken).toEqual(expect.arrayContaining(['mail-0', 'mail-5', 'later']));
});

test('a relay that says yes and no in one reply has said nothing: the mail does not count as taken', async () => {
  const { pool, taken } = await relay({
    says: (step, mail) => (step === 'content' && mail === 'mail-1' ? '250-2.0.0 taken\r\n550 5.7.1 no\r\n' : undefined),
  });
  const settled = await sendAll(pool, names(4), 1_000);
  expect(stateOf(settled)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(taken.filter((name) => name === 'mail-1').length).toBeLessThanOrEqual(1);
});

test.each(['written', 'read'] as const)(
  'wherever the connection is cut (bytes %s by the relay), no mail goes twice, and what was said to be taken was',
  async (what) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 900 }),
        fc.constantFrom(1, 3),
        fc.constantFrom(['PIPELINING'], []),
        async (bytes, connectionsMax, offers) => {
          const { pool, taken } = await relay({ cutAfter: { what, bytes }, connectionsMax, offers });
          const mails = names(8);
          const settled = await sendAll(pool, mails);
          expect(taken.length).toBe(new Set(taken).size);
          settled.forEach(({ status }, place) => status === 'fulfilled' && expect(taken).toContain(mails[place]));
          // One connection was cut: of each that was under way one mail at most is in doubt, or could not begin.
          expect(settled.filter(({ status }) => status === 'rejected').length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 120 },
    );
  },
);

test('a mail behind one that the relay thinks over for long goes another way, once', async () => {
  const { pool, taken, connections } = await relay({ connectionsMax: 2, lateMs: (mail) => (mail === 'mail-0' ? 2_500 : 20) });
  const mails = names(8);
  const ended: string[] = [];
  await Promise.all(mails.map(async (name) => (await pool.send(mailTo(name), 10_000), ended.push(name))));
  expect(ended.at(-1)).toBe('mail-0');
  expect(taken.toSorted()).toEqual(mails);
  expect(connections()).toBeGreaterThanOrEqual(2);
});

test('a relay that thinks over every mail gets them all over the connections that there are', async () => {
  const { pool, taken, connections } = await relay({ connectionsMax: 2, lateMs: () => 1_200 });
  const mails = names(10);
  expect(stateOf(await sendAll(pool, mails, 30_000))).toEqual(mails.map(() => 'fulfilled'));
  expect(taken.toSorted()).toEqual(mails.toSorted());
  // The first on each had a mail behind it, and ended with that; then none has.
  expect(connections()).toBeLessThanOrEqual(4);
});

test('a mail that is not answered in time is given up; the one behind it is not', async () => {
  const { pool, taken } = await relay({ says: (step, mail) => (step === 'content' && mail === 'mail-0' ? '' : undefined) });
  const settled = await sendAll(pool, names(4), 300);
  expect(stateOf(settled)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(settled[0]).toMatchObject({ reason: { code: 'EABORT' } });
  expect(taken).toEqual(['mail-1', 'mail-2', 'mail-3']);
});
