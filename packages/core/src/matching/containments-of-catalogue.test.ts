import { expect, test } from 'vitest';
import { containsIndexOf } from '../products/catalogue/contained-in.ts';
import { SHIPPED_CATALOGUE } from '../products/catalogue/shipped-catalogue.ts';
import { containmentsOfCatalogue } from './containments-of-catalogue.ts';
import { containmentsOfIndex } from './containments-of-index.ts';

test('a catalogue says the same as the index that is made of it', () => {
  expect(containmentsOfCatalogue(SHIPPED_CATALOGUE)).toEqual(containmentsOfIndex(containsIndexOf(SHIPPED_CATALOGUE)));
});
