import { expect, test } from 'vitest';
import { checkReadability } from './check-readability.ts';

const codes = (text: string, language: 'nl' | 'en' = 'nl', isAction = false) =>
  checkReadability([{ at: 'x', text, isAction }], language).findings.map(({ code, words }) => `${code} ${words}`);

test('short plain sentences have nothing to look at again', () => {
  const summary = 'Er zit een lek in uw Fortinet-firewall. Criminelen gebruiken dit lek nu.';
  expect(checkReadability([{ at: 'summary', text: summary }], 'nl')).toEqual({
    sentences: 2,
    words: 12,
    wordsPerSentence: 6,
    longWordsPercent: 0,
    findings: [],
  });
});

test('a sentence of more than fifteen words is told, at its place; versions and abbreviations end no sentence', () => {
  const long = 'Een aanvaller die van buiten bij het systeem kan komen kan daar zonder wachtwoord alles doen wat hij maar wil.';
  expect(checkReadability([{ at: 'summary', text: `Kort.\n${long}` }], 'nl').findings).toEqual([
    { code: 'long-sentence', at: 'summary', words: long },
  ]);
  expect(checkReadability([{ at: 'x', text: 'Werk bij naar 6.2.15 of hoger, bijv. versie 7.' }], 'nl').sentences).toBe(1);
});

test('long words are told once; names, identifiers and addresses are nobody’s choice of word', () => {
  expect(codes('De informatiebeveiligingsfunctionaris belt. Informatiebeveiligingsfunctionaris.')).toHaveLength(1);
  expect(codes('Zie CVE-2026-00001, NetScaler en https://meridiaan.example/beveiligingsadviezen.')).toEqual([]);
  expect(codes('Uw cliënten-portaal en thuis-werkplekken.')).toEqual([]);
});

test('English that a Dutch reader does not know is told with what to write instead; in an English text it is a word', () => {
  expect(checkReadability([{ at: 'x', text: 'Voer de patch uit als mitigation.' }], 'nl').findings).toEqual([
    { code: 'english-word', at: 'x', words: 'patch', instead: 'update' },
    { code: 'english-word', at: 'x', words: 'mitigation', instead: 'tijdelijke maatregel' },
  ]);
  expect(codes('Er is remote code execution mogelijk.')).toEqual(['english-word remote code execution']);
  expect(codes('Install the patch as a mitigation.', 'en')).toEqual([]);
  expect(codes('Dispatch is geen los woord.')).toEqual([]);
});

test('words of the office are told in both languages', () => {
  expect(codes('Bel ons indien u twijfelt.')).toEqual(['formal-word indien']);
  expect(codes('Call us in order to be sure.', 'en')).toEqual(['formal-word in order to']);
});

test.each([
  'Werk Meridiaan EPD bij.',
  'Bel vandaag uw IT-bedrijf.',
  'Zet het apparaat niet zomaar uit.',
  'Kan dat niet vóór 18:00, zet dan SSL-VPN uit.',
  'Eerst: controleer de logboeken.',
  'Vervang de wachtwoorden.',
])('"%s" tells somebody to do something', (text) => expect(codes(text, 'nl', true)).toEqual([]));

test.each([
  'De leverancier heeft een update.',
  'Het bijwerken van de firewall.',
  'Bijwerken naar 6.2.15.',
  'Er is een update beschikbaar.',
  'U kunt de update installeren.',
  'Controle van de logboeken door beheer is wenselijk.'.replace('Controle van', 'Beoordeling van'),
])('"%s" asks nobody anything', (text) => expect(codes(text, 'nl', true)).toEqual([`no-imperative ${text}`]));

test('the same in English; an empty step is no step', () => {
  expect(codes('Update Meridiaan EPD.', 'en', true)).toEqual([]);
  expect(codes('If you cannot, switch it off.', 'en', true)).toEqual([]);
  expect(codes('The supplier has an update.', 'en', true)).toEqual(['no-imperative The supplier has an update.']);
  expect(codes('Updating the firewall.', 'en', true)).toEqual(['no-imperative Updating the firewall.']);
  expect(codes(' \n ', 'nl', true)).toEqual(['no-action ']);
});

test('hostile lengths come back in time and bounded', () => {
  const findings = checkReadability([{ at: 'x', text: `${'a'.repeat(40)} `.repeat(50_000) }], 'nl').findings;
  expect(findings.length).toBeLessThanOrEqual(100);
});
