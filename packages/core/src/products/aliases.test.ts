import { expect, test } from 'vitest';
import { aliasesOf } from './aliases.ts';

test('an alias works both ways, and one of suppliers alone is kept apart', () => {
  const aliases = aliasesOf([
    { aliasSupplier: '', aliasProduct: 'ons', supplier: 'nedap', product: 'ons administratie' },
    { aliasSupplier: 'avinty', aliasProduct: '', supplier: 'sdb groep', product: '' },
  ]);
  expect(aliases.products.get('ons')?.[0]).toMatchObject({ supplier: 'nedap', product: 'ons administratie' });
  expect(aliases.products.get('ons administratie')?.[0]).toMatchObject({ aliasSupplier: 'nedap', product: 'ons' });
  expect(aliases.makers.get('avinty')).toEqual(['sdb groep']);
  expect(aliases.makers.get('sdb groep')).toEqual(['avinty']);
});
