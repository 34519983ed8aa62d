import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfig } from '../../../config.ts';
import type { Outgoing } from '../channel.ts';
import { exampleOutgoing } from '../example-outgoing.test-support.ts';
import { buildMail } from './build-mail.ts';
import { mailBytes } from './mail-bytes.ts';
import { mailMaker } from './mail-maker.ts';

const { cert } = readConfig({ FOREWARN_CERT_DOMAIN: 'cert.example', FOREWARN_CERT_NAME: 'Zorg-CERT Noordvliet', FOREWARN_LOG: 'silent' });

/** An id, or a token of 43: the same for the same number. */
const idOf = (number: number) => {
  const digits = hash('sha256', `id ${number}`, 'hex');
  return [8, 4, 4, 4, 12].map((length, place) => digits.slice(place * 5, place * 5 + length)).join('-');
};
const tokenOf = (number: number) => hash('sha256', `token ${number}`, 'base64url').slice(0, 43);

/** The same message to reader after reader. */
function reader(number: number, of: Partial<Outgoing>, follows = 0): Outgoing {
  const link = `https://forewarn.example/a/${tokenOf(number)}`;
  const example = exampleOutgoing(of);
  return {
    ...example,
    message: { ...example.message, key: `key ${number}`, thread: `thread ${number}` },
    deliveryId: idOf(number),
    contactName: of.contactName ?? `Piket ${number}`,
    address: of.address ?? `piket-${number}@leden.example`,
    link,
    asides: [
      { kind: 'useful', address: `${link}/useful` },
      { kind: 'confirm', address: `https://forewarn.example/c/${tokenOf(-number)}` },
    ],
    follows: Array.from({ length: follows }, (_, place) => idOf(1_000 * number + place)),
  };
}

const whole = (outgoing: Outgoing) => mailBytes(buildMail(outgoing, outgoing.address, cert)).toString('latin1');

test('whatever the message says, each of its readers gets the bytes that a mail made for that reader alone has', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(text, text, text, fc.nat(3), fc.boolean(), (subject, opening, step, follows, urgent) => {
      const make = mailMaker(cert);
      const message = { ...exampleOutgoing().message, subject, opening, blocks: [{ kind: 'steps' as const, items: [step] }] };
      for (let number = 1; number <= 5; number += 1) {
        const outgoing = reader(number, { message, urgent }, follows);
        expect(make(outgoing, outgoing.address).toString('latin1')).toBe(whole(outgoing));
      }
    }),
    { numRuns: 60 },
  );
});

test('whoever the reader is, the receiver stands in the mail as the library writes it', () => {
  const make = mailMaker(cert);
  for (const number of [1, 2]) make(reader(number, {}), 'a@leden.example');
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 150 }),
    fc.constantFrom('', 'J. de Vries', 'Piket "nacht", Lindemark', 'Zoë', 'a_b', 'x '.repeat(60)),
  );
  const address = fc.constantFrom(
    'a@leden.example',
    'O.Hara@Leden.Example',
    'a.b-c+d@leden.example',
    'piket@zorg-é.example',
    `${'x'.repeat(60)}@leden.example`,
  );
  fc.assert(
    fc.property(name, address, fc.integer({ min: 3, max: 1_000 }), (contactName, to, number) => {
      const outgoing = reader(number, { contactName, address: to });
      expect(make(outgoing, to).toString('latin1')).toBe(whole(outgoing));
    }),
    { numRuns: 300 },
  );
});

test('from the third reader of a text on nothing is encoded again', () => {
  let made = 0;
  const make = mailMaker(cert, (outgoing, address) => {
    made += 1;
    return mailBytes(buildMail(outgoing, address, cert));
  });
  for (let number = 1; number <= 20; number += 1) make(reader(number, {}), `piket-${number}@leden.example`);
  expect(made).toBe(3); // the first, the second, and the one with marks
});

test('a value that came with one reader is in no mail of another', () => {
  const make = mailMaker(cert);
  for (let number = 1; number <= 4; number += 1) {
    const outgoing = reader(number, {}, 1);
    const mail = make(outgoing, outgoing.address).toString('latin1').replaceAll('=\r\n', '');
    for (let other = 1; other <= 5; other += 1)
      for (const own of [tokenOf(other), tokenOf(-other), idOf(other), idOf(1_000 * other), `piket-${other}@`])
        expect(mail.includes(own)).toBe(other === number);
  }
});

test.each([
  [
    'links of another form',
    (outgoing: Outgoing): Outgoing => ({ ...outgoing, link: `https://forewarn.example/somewhere?${outgoing.deliveryId}`, asides: [] }),
  ],
  ['no link', (outgoing: Outgoing): Outgoing => ({ ...outgoing, link: undefined, asides: [] })],
  [
    'tokens of different lengths',
    (outgoing: Outgoing): Outgoing => ({ ...outgoing, link: `${outgoing.link}${'x'.repeat(outgoing.contactName.length)}`, asides: [] }),
  ],
  [
    'another day',
    (outgoing: Outgoing): Outgoing => ({ ...outgoing, plannedAt: `2026-11-2${outgoing.contactName.at(-1)}T09:00:00.000Z` as never }),
  ],
  ['another text', (outgoing: Outgoing): Outgoing => ({ ...outgoing, message: { ...outgoing.message, opening: outgoing.contactName } })],
])('also with %s', (_what, changed) => {
  const make = mailMaker(cert);
  for (let number = 1; number <= 9; number += 1) {
    const outgoing = changed(reader(number, {}));
    expect(make(outgoing, outgoing.address).toString('latin1')).toBe(whole(outgoing));
  }
});
