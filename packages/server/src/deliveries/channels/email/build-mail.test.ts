import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, test } from 'vitest';
import { readMail, type ReceivedMail } from '@forewarn/fakes/mailbox/received-mail.ts';
import { InternalFault } from '../../../internal-fault.ts';
import { readConfig } from '../../../config.ts';
import { exampleMessage } from '../../example-deliveries.test-support.ts';
import type { Outgoing } from '../channel.ts';
import { exampleOutgoing } from '../example-outgoing.test-support.ts';
import { buildMail } from './build-mail.ts';

const { cert } = readConfig({ FOREWARN_CERT_DOMAIN: 'cert.example', FOREWARN_CERT_NAME: 'Zorg-CERT Noordvliet', FOREWARN_LOG: 'silent' });

async function bytesOf(outgoing: Outgoing): Promise<Buffer> {
  return new MailComposer(buildMail(outgoing, outgoing.address, cert)).compile().build();
}
const read = async (outgoing: Outgoing) => received(await bytesOf(outgoing));
const received = (raw: Buffer) => readMail({ number: 1, acceptedAtMs: 0, mailFrom: '', rcptTo: '', throughTls: false, raw });
const headersOf = (mail: ReceivedMail) => Object.fromEntries(mail.headers.map(({ key, value }) => [key.toLowerCase(), value]));

test('a mail is from the CERT, says what it is to machines, and may be answered', async () => {
  const mail = await read(exampleOutgoing({ urgent: true }));
  expect(mail.from).toEqual({ name: 'Zorg-CERT Noordvliet', address: 'waarschuwing@cert.example' });
  const headers = headersOf(mail);
  expect(headers['reply-to']).toContain('waarschuwing@cert.example');
  expect(headers).toMatchObject({
    'list-id': '"Waarschuwingen van Zorg-CERT Noordvliet" <waarschuwingen.cert.example>',
    'auto-submitted': 'auto-generated',
    'x-auto-response-suppress': 'OOF, AutoReply',
    'message-id': '<0198f2a4-7c11-7abc-8def-0123456789ab@cert.example>',
    importance: 'high',
    date: 'Mon, 23 Nov 2026 09:00:00 +0000',
  });
  expect(headers['precedence']).toBeUndefined();
  expect(headers['x-mailer']).toBeUndefined();
});

test('every attempt carries the same bytes', async () => {
  expect((await bytesOf(exampleOutgoing({ attempt: 4 }))).equals(await bytesOf(exampleOutgoing()))).toBe(true);
});

test('what members and publishers write adds no header, no receiver and no markup', async () => {
  const hostile = 'x"\r\nBcc: all@elsewhere.example\r\n\r\n<script>alert(1)</script>';
  const mail = await read(
    exampleOutgoing({
      contactName: hostile,
      message: exampleMessage('k', 't', {
        subject: hostile,
        opening: hostile,
        blocks: [
          { kind: 'paragraph', text: hostile },
          { kind: 'heading', text: hostile },
          { kind: 'points', items: [hostile] },
        ],
        button: { text: hostile },
        reference: hostile,
        closing: [hostile],
      }),
    }),
  );
  expect(headersOf(mail)['bcc']).toBeUndefined();
  expect(mail.to).toHaveLength(1);
  expect(mail.to?.[0]?.address).toBe('piket@lindemark.example');
  expect(mail.html).not.toContain('<script');
  expect(mail.subject).toContain('Bcc: all@elsewhere.example'); // on its one line
});

test("the CERT's own name can't end its header either", async () => {
  const mail = await received(
    await new MailComposer(
      buildMail(exampleOutgoing(), 'piket@lindemark.example', { ...cert, name: 'CERT <x@y.example>\r\nBcc: z@y.example' }),
    )
      .compile()
      .build(),
  );
  expect(mail.from.address).toBe('waarschuwing@cert.example');
  expect(headersOf(mail)['bcc']).toBeUndefined();
});

test('a label that mail may not carry is a broken promise', () => {
  const outgoing = exampleOutgoing({ message: exampleMessage('k', 't', { label: 'AMBER' }) });
  expect(() => buildMail(outgoing, outgoing.address, cert)).toThrow(InternalFault);
});

test('the plain text says the same in the same order, with the link where the button is', async () => {
  const mail = await read(exampleOutgoing());
  expect(mail.text.replace(/\r\n/g, '\n').trimEnd()).toBe(`U krijgt dit omdat u Citrix NetScaler gebruikt.

Er zit een lek in NetScaler. Criminelen gebruiken dit lek nu.

Doe nu
------

1. Zet de update erop.
2. Kan dat niet vandaag? Zet de toegang van buiten uit.

Geef uw antwoord:
https://forewarn.example/a/0123456789012345678901234567890123456789012

-- 
FW-2026-0031, versie 1
Forewarn CERT, dag en nacht: 000 000 00 00`);
});

test('the HTML opens with why, has one button and nothing that is fetched from anywhere', async () => {
  const html = (await read(exampleOutgoing())).html;
  expect(
    html
      .replace(/^[\s\S]*<body[^>]*>/, '')
      .replace(/<[^>]*>/g, '')
      .trim(),
  ).toMatch(/^U krijgt dit omdat/);
  expect(html.match(/<a /g)).toHaveLength(1);
  expect(html).not.toMatch(/<img|url\(|<link|<script|src=/);
  expect(html).toContain('<html lang="nl">');
});

test('a message that asks nothing has no button and no address', async () => {
  const mail = await read(exampleOutgoing({ link: undefined }));
  expect(mail.html).not.toContain('<a ');
  expect(mail.text).not.toContain('http');
});
