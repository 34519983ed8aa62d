import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import type { Message } from './message.ts';
import { SMS_SEPTETS_MAX, septets, smsText, spokenText } from './short-text.ts';

const NOW = '2026-11-23T15:00:00.000Z' as Instant;
const cert = { name: 'Forewarn CERT', phone: '030 000 00 00' };
const message: Message = {
  key: 'w/1/i/nl',
  thread: 'm/i',
  label: 'GREEN',
  language: 'nl',
  subject: '[Nu handelen] Poortbeheer: lek wordt misbruikt (FW-2026-0031)',
  opening: 'U krijgt dit omdat u Poortbeheer 6.2.9 gebruikt.',
  blocks: [
    { kind: 'paragraph', text: 'Er zit een lek in Poortbeheer.' },
    { kind: 'steps', items: ['Zet de toegang van buiten uit.', 'Zet de update erop.'] },
  ],
  button: { text: 'Geef uw antwoord' },
  reference: 'FW-2026-0031, versie 1',
  closing: [],
};

test('a text message says first what to do, then what it is, how to answer and whose it is', () => {
  expect(smsText({ message, code: 'K7QX', cert }, NOW)).toBe(
    'Zet de toegang van buiten uit. (Nu handelen) Poortbeheer: lek wordt misbruikt (FW-2026-0031) Antwoord met cijfer en code: 1 K7QX=bezig 2=opgelost 3=geldt niet 4=bel mij. Forewarn CERT 030 000 00 00',
  );
});

test('nothing of what an institution holds is in it, and no link', () => {
  for (const text of [smsText({ message, code: 'K7QX', cert }, NOW), spokenText({ message, cert }, NOW)])
    expect(text).not.toMatch(/6\.2\.9|https?:/);
});

test('a notice says that there is something and where', () => {
  const notice: Message = { ...message, label: 'AMBER', isNotice: true, subject: '[Nu handelen] (FW-2026-0031)' };
  const text = smsText({ message: notice, code: 'K7QX', cert }, NOW);
  expect(text).toContain('Lees uw mail of log in.');
  expect(text).not.toMatch(/toegang|Poortbeheer/);
});

test('who was only told that there is something is asked for no answer that needs the text', () => {
  const notice: Message = { ...message, label: 'AMBER', isNotice: true, subject: '[Nu handelen] (FW-2026-0031)' };
  for (const above of [notice, { ...message, label: 'AMBER+STRICT' as const }])
    expect(smsText({ message: above, code: 'K7QX', cert }, NOW)).toMatch(/1 K7QX=bezig 4=bel mij\./);
  expect(smsText({ message, code: 'K7QX', cert }, NOW)).toContain('2=opgelost');
});

test('a text above GREEN that is no notice gives away nothing to do', () => {
  expect(smsText({ message: { ...message, label: 'AMBER' }, code: 'K7QX', cert }, NOW)).not.toContain('toegang');
});

test('whatever is written, it is at most two parts of the alphabet that every telephone has, with the code whole', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 400 });
  fc.assert(
    fc.property(texts, texts, fc.constantFrom('nl', 'en'), (subject, step, language) => {
      const hostile: Message = { ...message, language: language, subject, blocks: [{ kind: 'steps', items: [step] }] };
      const text = smsText({ message: hostile, code: 'K7QX', cert }, NOW);
      expect(septets(text)).toBeLessThanOrEqual(SMS_SEPTETS_MAX);
      expect(text).toContain('1 K7QX=');
      expect(text).toMatch(/^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/);
    }),
  );
});

test('letters with marks stay readable', () => {
  expect(smsText({ message: { ...message, subject: 'Patiënt’s dossier – één lek' }, code: 'K7QX', cert }, NOW)).toContain(
    "Patient's dossier - één lek",
  );
});

test('read out, it says whose it is, what it is, what to do and the number digit by digit', () => {
  expect(spokenText({ message, cert }, NOW)).toBe(
    'Dit is een bericht van Forewarn CERT. Nu handelen Poortbeheer: lek wordt misbruikt FW-2026-0031. Zet de toegang van buiten uit. Lees uw mail en geef daar antwoord. Of bel Forewarn CERT: 0 3 0 0 0 0 0 0 0 0.',
  );
});

test('the first word of an exercise, read or heard, is that it is one, and it keeps to two parts', () => {
  const drill: Message = { ...message, drill: true, subject: 'OEFENING: [Nu handelen] EPD ligt stil (OEF-2026-0001)' };
  const text = smsText({ message: { ...drill, blocks: [{ kind: 'steps', items: ['y'.repeat(400)] }] }, code: 'K7QX', cert }, NOW);
  expect(text).toMatch(/^OEFENING\. /);
  expect(text).toContain('OEF-2026-0001');
  expect(septets(text)).toBeLessThanOrEqual(SMS_SEPTETS_MAX);
  expect(spokenText({ message: drill, cert }, NOW)).toMatch(/^OEFENING\. /);
});
