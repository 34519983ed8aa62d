import { connect } from 'node:net';
import { createInterface } from 'node:readline/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from './start-mailbox.ts';

let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = await startMailbox();
});
afterEach(() => mailbox?.stop());

/** A client that says the least that RFC 5321 asks for; rejects with the reply that it did not hope for. */
async function mail(to: string, subject: string, html = '<head></head><p>Hallo</p>'): Promise<void> {
  const socket = connect(Number(new URL(mailbox.smtpUrl).port), '127.0.0.1');
  const replies = createInterface(socket)[Symbol.asyncIterator]();
  const content = `From: cert@cert.example\r\nTo: ${to}\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n
--b\r\nContent-Type: text/plain\r\n\r\nHallo\r\nhttps://forewarn.example/a/x\r\n--b\r\nContent-Type: text/html\r\n\r\n${html}\r\n--b--\r\n.`;
  const dialogue: readonly (readonly [say: string, hope: string])[] = [
    ['', '220'],
    ['HELO client', '250'],
    ['MAIL FROM:<cert@cert.example>', '250'],
    [`RCPT TO:<${to}>`, '250'],
    ['DATA', '354'],
    [content, '250'],
  ];
  try {
    for (const [say, hope] of dialogue) {
      if (say !== '') socket.write(`${say}\r\n`);
      const reply = String((await replies.next()).value);
      if (!reply.startsWith(hope)) throw new Error(reply);
    }
  } finally {
    socket.destroy();
  }
}
const page = async (path: string) => (await fetch(mailbox.webUrl + path)).text();

test('a mail can be waited for, and is there with its envelope and its time', async () => {
  const waited = mailbox.waitFor((one) => one.rcptTo === 'a@x.example');
  const before = Date.now();
  await mail('a@x.example', 'Eerste');
  expect(await waited).toMatchObject({ number: 1, mailFrom: 'cert@cert.example', subject: 'Eerste' });
  expect((await waited).acceptedAtMs).toBeGreaterThanOrEqual(before - 1);
  await expect(mailbox.waitFor((one) => one.subject === 'Tweede', 20)).rejects.toThrow(/1 came:\n {2}a@x.example: Eerste/);
});

test.each([
  ['reject', '550 5.1.1'],
  ['full', '452 4.2.2'],
  ['greylist', '451 4.7.1'],
  ['refuse-content', '554 5.7.1'],
] as const)('a mailbox that is told to %s does so', async (behaviour, reply) => {
  mailbox.behave('A@x.example', behaviour);
  await expect(mail('a@x.example', 'x')).rejects.toThrow(reply);
  await mail('b@x.example', 'x');
  expect(mailbox.mails().map((one) => one.rcptTo)).toEqual(['b@x.example']);
});

test('the page lists mails as their receivers see them, and finds them', async () => {
  await mail('a@x.example', 'Lek in <NetScaler>');
  await mail('b@x.example', 'Iets anders');
  expect(await page('/')).toContain('Er zijn 2 mails, in 2 postvakken.');
  expect(await page('/')).not.toContain('<NetScaler>');
  const found = await page('/?zoek=netscaler');
  expect(found).toContain('a@x.example');
  expect(found).not.toContain('b@x.example');
  expect(await page('/mails/1?toon=tekst')).toContain('<a href="https://forewarn.example/a/x"');
  expect((await fetch(`${mailbox.webUrl}/mails/99`)).status).toBe(404);
});

test('a mail in its frame runs nothing and loads nothing', async () => {
  await mail('a@x.example', 'x', '<html><head></head><script>alert(1)</script></html>');
  const document = await fetch(`${mailbox.webUrl}/mails/1/document`);
  expect(document.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  expect(await page('/mails/1')).toContain(
    '<iframe title="De mail zoals de ontvanger hem ziet" sandbox="allow-popups allow-popups-to-escape-sandbox"',
  );
});

test('a page that is open hears of new mail', async () => {
  const abort = new AbortController();
  const stream = await fetch(`${mailbox.webUrl}/arrivals`, { signal: abort.signal });
  await mail('a@x.example', 'x');
  let told = '';
  for await (const part of stream.body!) {
    told += new TextDecoder().decode(part);
    if (told.includes('event: mail')) break;
  }
  abort.abort();
  expect(told).toContain('data: 1');
});
