import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReturnedMail, type ReturnedMail } from './read-returned-mail.ts';

const ID = '0198f2a4-7c11-7abc-8def-0123456789ab';
const OTHER = '0198f2a4-7c11-7abc-8def-0123456789ff';
const DOMAIN = 'cert.example';

function mail(change: Partial<ReturnedMail> = {}): ReturnedMail {
  return { headers: [], from: 'piket@lindemark.example', subject: 'RE: [Nu handelen]', text: '', parts: [], ...change };
}

const header = (name: string, value: string) => ({ name, value });
const answering = [header('in-reply-to', `<${ID}@${DOMAIN}>`)];

function report(fields: string, returned = `From: cert@${DOMAIN}\r\nMessage-ID:\r\n <${ID}@${DOMAIN}>\r\nSubject: x`): ReturnedMail {
  return mail({
    from: 'MAILER-DAEMON@relay.example',
    parts: [
      { type: 'message/delivery-status', text: `Reporting-MTA: dns; relay.example\r\n\r\n${fields}` },
      { type: 'text/rfc822-headers', text: returned },
    ],
  });
}

test('a report of delivery is a bounce of the delivery whose mail it returns', () => {
  const fields =
    'Final-Recipient: rfc822; Piket@Lindemark.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n user unknown';
  expect(readReturnedMail(report(fields), DOMAIN)).toEqual({
    kind: 'bounce',
    deliveryIds: [ID],
    reason: 'mailbox-unknown',
    said: 'smtp; 550 5.1.1 user unknown',
    recipients: ['piket@lindemark.example'],
  });
});

test.each([
  ['Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.2.2', 'mailbox-full'],
  ['Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 blocked', 'rejected-by-policy'],
  ['Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 4.4.7', 'refused'],
  ['Final-Recipient: rfc822; a@x.example\nAction: failed', 'refused'],
])('why it failed comes from its code: %s', (fields, reason) => {
  expect(readReturnedMail(report(fields), DOMAIN)).toMatchObject({ kind: 'bounce', reason });
});

test('what is still being tried is a delay, what was delivered or relayed is neither', () => {
  const with_ = (action: string) =>
    readReturnedMail(report(`Final-Recipient: rfc822; a@x.example\nAction: ${action}\nStatus: 4.4.1`), DOMAIN).kind;
  expect([with_('delayed'), with_('delivered'), with_('relayed')]).toEqual(['delay', 'other', 'other']);
});

test('a server that writes no report is read by its code, and by its words', () => {
  const from = { from: 'postmaster@lindemark.example', subject: 'Undeliverable: [Nu handelen]' };
  const words = `The following could not be delivered. 550 5.1.1 User unknown. Message-ID: <${ID}@${DOMAIN}>`;
  expect(readReturnedMail(mail({ ...from, text: words }), DOMAIN)).toMatchObject({
    kind: 'bounce',
    reason: 'mailbox-unknown',
    deliveryIds: [ID],
  });
  expect(readReturnedMail(mail({ ...from, text: `No such user here. <${ID}@${DOMAIN}>` }), DOMAIN)).toMatchObject({ kind: 'bounce' });
  expect(readReturnedMail(mail({ ...from, text: 'Onze mailserver wordt zondag vernieuwd.' }), DOMAIN)).toMatchObject({ kind: 'other' });
});

test('a complaint is known by its report', () => {
  const parts = [
    { type: 'message/feedback-report', text: 'Feedback-Type: abuse\r\nUser-Agent: x' },
    { type: 'message/rfc822', text: `Message-ID: <${ID}@${DOMAIN}>` },
  ];
  expect(readReturnedMail(mail({ parts }), DOMAIN)).toEqual({ kind: 'complaint', said: 'abuse', deliveryIds: [ID] });
});

test.each([
  ['Auto-Submitted of RFC 3834', { headers: [...answering, header('auto-submitted', 'auto-replied')] }],
  ['a precedence from before it', { headers: [...answering, header('precedence', 'auto_reply')] }],
  ['its subject', { headers: answering, subject: 'Automatisch antwoord: [Nu handelen] Poortbeheer' }],
  ['its subject in English', { headers: answering, subject: 'Out of office' }],
])('an automatic answer is known by %s', (_what, change) => {
  expect(readReturnedMail(mail(change), DOMAIN)).toEqual({ kind: 'out-of-office', deliveryIds: [ID] });
});

test('that it was sent by no machine is what "no" says', () => {
  expect(readReturnedMail(mail({ headers: [...answering, header('auto-submitted', 'no')], text: 'Dank' }), DOMAIN).kind).toBe('reply');
});

test('a reply is what its writer wrote, without what is quoted, below which program it may stand', () => {
  const quoted = [
    'Opgelost vanmiddag.\n\nOp ma 23 nov 2026 om 16:00 schreef Forewarn CERT <cert@cert.example>:\n> Werk bij.',
    'Opgelost vanmiddag.\n-----Oorspronkelijk bericht-----\nVan: Forewarn CERT',
    'Opgelost vanmiddag.\n\n-- \nPiet\n06-12345678',
    '> Werk bij.\nOpgelost vanmiddag.',
    'Opgelost vanmiddag.\n________________________________\nFrom: Forewarn CERT',
  ];
  for (const text of quoted)
    expect(readReturnedMail(mail({ headers: answering, text }), DOMAIN)).toMatchObject({ kind: 'reply', said: 'Opgelost vanmiddag.' });
});

test('what it answers goes before what it also names, and the last reference before the first', () => {
  const headers = [header('references', `<${OTHER}@${DOMAIN}> <${ID}@${DOMAIN}>`)];
  expect(readReturnedMail(mail({ headers }), DOMAIN).deliveryIds).toEqual([ID, OTHER]);
  expect(readReturnedMail(mail({ headers: [...headers, header('in-reply-to', `<${OTHER}@${DOMAIN}>`)] }), DOMAIN).deliveryIds).toEqual([
    OTHER,
    ID,
  ]);
});

test('ids of another domain, and mail that is about nothing of ours, are left', () => {
  expect(readReturnedMail(mail({ headers: [header('in-reply-to', `<${ID}@elders.example>`)], text: 'Hoi' }), DOMAIN)).toEqual({
    kind: 'other',
    deliveryIds: [],
  });
});

test('nothing that is sent makes it throw or take long', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  const odd = fc.record({
    headers: fc.array(fc.record({ name: fc.constantFrom('references', 'return-path', 'auto-submitted'), value: text }), { maxLength: 4 }),
    from: text,
    subject: text,
    text,
    parts: fc.array(fc.record({ type: fc.constantFrom('message/delivery-status', 'message/rfc822', 'message/feedback-report'), text }), {
      maxLength: 3,
    }),
  });
  fc.assert(fc.property(odd, (given) => void readReturnedMail(given, DOMAIN)));
  for (const hostile of [' '.repeat(200_000), '>'.repeat(200_000), `${'a'.repeat(100_000)}@`, '5.'.repeat(100_000), 'op '.repeat(60_000)])
    readReturnedMail(
      mail({
        headers: answering,
        text: hostile,
        subject: hostile,
        from: hostile,
        parts: [{ type: 'message/delivery-status', text: `Final-Recipient: ${hostile}` }],
      }),
      DOMAIN,
    );
});
