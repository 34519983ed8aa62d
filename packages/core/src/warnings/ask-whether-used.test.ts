import { expect, test } from 'vitest';
import { NO_SCOPE } from '../matters/matter.ts';
import { askWhetherUsed } from './ask-whether-used.ts';

const ask = (about: Partial<Parameters<typeof askWhetherUsed>[0]>, language: 'nl' | 'en' = 'nl') =>
  askWhetherUsed({ urgency: 'act-now', scope: NO_SCOPE, products: [], ...about }, language);

test('asks for the product by name, in the language of the institution', () => {
  expect(ask({ products: ['Meridiaan EPD', 'meridiaan epd', 'Meridiaan Huisarts'] })).toBe(
    'Gebruikt u Meridiaan EPD en Meridiaan Huisarts?',
  );
  expect(ask({ products: ['Meridiaan EPD'] }, 'en')).toBe('Do you use Meridiaan EPD?');
});

test('asks for anything of a supplier that is hit', () => {
  expect(ask({ scope: { ...NO_SCOPE, suppliers: ['Meridiaan'] } })).toBe('Gebruikt u iets van Meridiaan?');
  expect(ask({ scope: { ...NO_SCOPE, products: [{ product: 'Roosterwerk' }], suppliers: ['Meridiaan'] } })).toBe(
    'Gebruikt u Roosterwerk, of iets van Meridiaan?',
  );
});

test('nobody is asked where there is nothing to act on now, or nothing to ask about', () => {
  expect(ask({ urgency: 'this-week', products: ['Meridiaan EPD'] })).toBeUndefined();
  expect(ask({ scope: { ...NO_SCOPE, sectors: ['ggz'] } })).toBeUndefined();
});
