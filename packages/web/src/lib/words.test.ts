import i18next from 'i18next';
import { expect, test, vi } from 'vitest';
import { ALL_PARTS, CATALOGUE_PARTS } from './catalogue-parts.ts';
import { haveFailed, needWords, NUMBERS, onWords, textOf } from './words.ts';

test('words that could not be loaded are told of, and are not missing any more when they come after all', async () => {
  await i18next.init({ lng: 'nl', fallbackLng: false, keySeparator: false, nsSeparator: false, resources: {} });
  let told = 0;
  const end = onWords(() => (told += 1));
  const loading = vi.spyOn(CATALOGUE_PARTS.refusals, 'nl').mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await expect(needWords(['refusals'])).rejects.toThrow('Failed to fetch');
  expect([told, haveFailed('refusals', 'nl'), textOf('nl', 'refused.busy')]).toEqual([1, true, undefined]);
  await needWords(['refusals']);
  expect([haveFailed('refusals', 'nl'), textOf('nl', 'refused.busy')]).toEqual([false, expect.stringContaining('te druk')]);
  expect(told).toBeGreaterThan(1);
  end();
  loading.mockRestore();
});

test('a number that is filled in stands as its reader writes it, and what counts it is the form for it', async () => {
  const texts = { rows_one: '{{count}} regel', rows_other: '{{count}} regels', score: '{{name}}: {{score}}' };
  const words = i18next.createInstance();
  const interpolation = { escapeValue: false, skipOnVariables: true, alwaysFormat: true };
  await words.use(NUMBERS).init({ lng: 'nl', interpolation, resources: { nl: { translation: texts }, en: { translation: texts } } });
  const rows = (lng: string) => [1, 1_000_000].map((count) => words.t('rows', { lng, count }));
  expect([rows('nl'), rows('en')]).toEqual([
    ['1 regel', '1.000.000 regels'],
    ['1 regel', '1,000,000 regels'],
  ]);
  expect(words.t('score', { name: '2026', score: 9.8 })).toBe('2026: 9.8');
});

test.each([
  ['members.sentence.concerned', 'Er is nu 1 lid betrokken.', 'Now 1 member is concerned.'],
  ['members.sentence.answered', '1 heeft gereageerd.', '1 has answered.'],
  ['situation.sentence.exposed', '1 instelling is nog niet klaar.', '1 institution is not done yet.'],
  ['situation.sectors', '1 van 9 instellingen zwijgt nog', '1 of 9 institutions is silent'],
  ['draft.people', '1 instelling krijgt dit', '1 institution gets this'],
  ['release.messages', '1 bericht', '1 message'],
  ['import.progress', '0 van 1 instelling', '0 of 1 institution'],
  ['relevance.sentence.judged', 'U zei iets over 1 waarschuwing.', 'You said something of 1 warning.'],
  ['relevance.sentence.relevant', '1 ging over u: 50 van de 100.', '1 concerned you: 50 of 100.'],
  ['drills.speed', 'de helft binnen 1 minuut, de laatste na 7', 'half within 1 minute, the last after 7'],
])('a count of one reads as one: %s', async (key, dutch, english) => {
  const words = i18next.createInstance();
  const all = async (language: 'nl' | 'en') =>
    Object.assign({}, ...(await Promise.all(ALL_PARTS.map(async (part) => (await CATALOGUE_PARTS[part][language]()).texts)))) as object;
  const resources = { nl: { translation: await all('nl') }, en: { translation: await all('en') } };
  await words.init({ lng: 'nl', keySeparator: false, nsSeparator: false, resources });
  const said = (lng: string) => words.t(key, { lng, count: 1, shown: 1, asked: 9, done: 0, share: 50, slowest: 7 });
  expect([said('nl'), said('en')]).toEqual([dutch, english]);
});
