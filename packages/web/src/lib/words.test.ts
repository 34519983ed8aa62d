import i18next from 'i18next';
import { expect, test, vi } from 'vitest';
import { CATALOGUE_PARTS } from './catalogue-parts.ts';
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
