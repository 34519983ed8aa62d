import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { SendMailOptions } from 'nodemailer';
import { expect, test } from 'vitest';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { mailBytes } from './mail-bytes.ts';

const mail = (more: Partial<SendMailOptions>): SendMailOptions => ({
  from: { name: 'Forewarn CERT', address: 'cert@cert.example' },
  to: { name: 'Piket Lindemark', address: 'piket@lindemark.example' },
  subject: '[Nu handelen] Meridiaan EPD: lek wordt misbruikt (FW-2026-0031)',
  messageId: '<1@cert.example>',
  date: new Date('2026-11-23T09:00:00Z'),
  headers: { 'List-Id': { prepared: true, value: '"Waarschuwingen" <waarschuwingen.cert.example>' }, 'Auto-Submitted': 'auto-generated' },
  text: 'Er zit een lek in.\nSluit de toegang.\n',
  html: '<p>Er zit een lek in.</p>',
  textEncoding: 'quoted-printable',
  baseBoundary: '0198f2a4',
  xMailer: false,
  ...more,
});
/** As they go over the wire, where every line ends in CRLF and no CR stands alone (RFC 5321 §2.3.8). */
const byStreams = async (options: SendMailOptions) =>
  (await new MailComposer({ ...options, encoding: 'quoted-printable' }).compile().build())
    .toString('latin1')
    .replace(/\r(?!\n)/g, '')
    .replace(/\r?\n/g, '\r\n');

test('whatever its texts are, the bytes are those that Nodemailer writes by its streams', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(text, text, text, async (subject, plain, html) => {
      const options = mail({ subject: cleanText(subject, 200), text: plain, html });
      expect(mailBytes(options).toString('latin1')).toBe(await byStreams(options));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['long lines', 'x'.repeat(3_000)],
  ['accents and signs of more than one byte', 'Één coördinator: € 5, 日本, 🚑'.repeat(40)],
  ['lines that begin with a point or with From', 'From hier\n.\n..\nFrom daar'],
  ['spaces at the end of a line', 'regel  \nregel\t\n'],
  ['line ends of every kind', 'a\rb\r\nc\nd'],
  ['equals signs', '=3D == =\n='],
])('also with %s', async (_what, text) => {
  const options = mail({ text, html: `<p>${text}</p>` });
  expect(mailBytes(options).toString('latin1')).toBe(await byStreams(options));
});

test('a mail of text alone has one part', async () => {
  const options = mail({ html: undefined });
  expect(mailBytes(options).toString('latin1')).toBe(await byStreams(options));
});
