import { expect, test } from 'vitest';
import { DUTCH } from './example-warning.test-support.ts';
import { textFor } from './warning.ts';

test('a reader gets its own language; readers of English the Dutch text where there is no other', () => {
  const english = { ...DUTCH, title: 'Meridiaan EPD: flaw is being exploited' };
  expect(textFor({ nl: DUTCH, en: english }, 'en')).toBe(english);
  expect(textFor({ nl: DUTCH, en: english }, 'nl')).toBe(DUTCH);
  expect(textFor({ nl: DUTCH }, 'en')).toBe(DUTCH);
});
