import { expect, test } from 'vitest';
import { aliasesOf, NO_ALIASES } from '../../products/aliases.ts';
import { makerOf } from '../../products/maker.ts';
import { matchBySupplier } from './supplier.ts';

const asked = (aliases = NO_ALIASES) =>
  ['Kompas Zorg-IT', 'Meridiaan Zorgsoftware'].map((name) => ({ name, maker: makerOf([name], aliases) }));

test('a supplier is found by its name, however its company is written', () => {
  expect(matchBySupplier(asked(), makerOf(['Meridiaan Zorgsoftware B.V.'], NO_ALIASES))).toBe(1);
  expect(matchBySupplier(asked(), makerOf(['kompas zorg it'], NO_ALIASES))).toBe(0);
});

test('another supplier, or none, is not', () => {
  expect(matchBySupplier(asked(), makerOf(['Praktijkspoor'], NO_ALIASES))).toBeUndefined();
  expect(matchBySupplier(asked(), makerOf([], NO_ALIASES))).toBeUndefined();
});

test('a former name that somebody resolved finds it', () => {
  const aliases = aliasesOf([{ aliasSupplier: 'veldlicht', aliasProduct: '', supplier: 'kompas zorg it', product: '' }]);
  expect(matchBySupplier(asked(aliases), makerOf(['Veldlicht'], aliases))).toBe(0);
});
