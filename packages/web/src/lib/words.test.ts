import i18next from 'i18next';
import { expect, test, vi } from 'vitest';
import { CATALOGUE_PARTS } from './catalogue-parts.ts';
import { haveFailed, needWords, onWords, textOf } from './words.ts';

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
