import { expect, test } from 'vitest';
import { idOf } from '../../basics/ids.ts';
import { NO_SCOPE } from '../../matters/matter.ts';
import { isSectorAlone, matchBySector } from './sector.ts';

test('sector and region must both hold where both are given', () => {
  const scope = { ...NO_SCOPE, sectors: ['ggz'] as const, regions: [3] };
  expect(matchBySector(scope, { sector: 'ggz', region: 3 })).toBe(true);
  expect(matchBySector(scope, { sector: 'ggz', region: 4 })).toBe(false);
  expect(matchBySector(scope, { sector: 'hospital', region: 3 })).toBe(false);
  expect(matchBySector(scope, { sector: 'ggz' })).toBe(false);
});

test('a scope without sectors and regions has nobody in it', () => {
  expect(matchBySector(NO_SCOPE, { sector: 'ggz', region: 3 })).toBe(false);
});

test('a wave is about the sector alone', () => {
  const wave = { ...NO_SCOPE, sectors: ['ggz'] as const };
  expect(isSectorAlone({ scope: wave, advisoryIds: [] })).toBe(true);
  expect(isSectorAlone({ scope: wave, advisoryIds: [idOf<'Advisory'>('a')] })).toBe(false);
  expect(isSectorAlone({ scope: { ...wave, suppliers: ['Meridiaan'] }, advisoryIds: [] })).toBe(false);
  expect(isSectorAlone({ scope: { ...wave, products: [{ product: 'EPD' }] }, advisoryIds: [] })).toBe(false);
  expect(isSectorAlone({ scope: NO_SCOPE, advisoryIds: [] })).toBe(false);
});
