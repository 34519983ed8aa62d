import { expect, test } from 'vitest';
import { joinScopes } from './join-scopes.ts';
import { NO_SCOPE } from './matter.ts';

test('products and suppliers of both are touched, each once', () => {
  const one = { ...NO_SCOPE, products: [{ product: 'Meridiaan EPD' }], suppliers: ['Kwartel ICT'] };
  const other = { ...NO_SCOPE, products: [{ product: 'Meridiaan EPD' }, { product: 'Bladwijzer' }] };
  expect(joinScopes(one, other)).toEqual({
    ...NO_SCOPE,
    products: [{ product: 'Meridiaan EPD' }, { product: 'Bladwijzer' }],
    suppliers: ['Kwartel ICT'],
  });
});

test('nobody falls out: a sector in one region beside a whole sector is both sectors everywhere', () => {
  const ggz = { ...NO_SCOPE, sectors: ['ggz'] as const };
  expect(joinScopes(ggz, { ...NO_SCOPE, sectors: ['hospital'], regions: [3] })).toMatchObject({
    sectors: ['ggz', 'hospital'],
    regions: [],
  });
  expect(joinScopes(ggz, NO_SCOPE)).toEqual(ggz);
  expect(joinScopes(NO_SCOPE, ggz)).toEqual(ggz);
});

test('a sector here and a region there stay two matters: neither together nor everybody is what was meant', () => {
  expect(joinScopes({ ...NO_SCOPE, sectors: ['ggz'] }, { ...NO_SCOPE, regions: [3] })).toBeUndefined();
});
