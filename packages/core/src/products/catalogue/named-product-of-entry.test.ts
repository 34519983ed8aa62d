import { expect, test } from 'vitest';
import { namedProductOfEntry } from './named-product-of-entry.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

test('an entry is named by its maker, by every name that it bears, and by its identifiers', () => {
  const product = SHIPPED_CATALOGUE.products.find(({ id }) => id === 'ivanti/connect-secure')!;
  const supplier = SHIPPED_CATALOGUE.suppliers.find(({ id }) => id === product.supplierId);
  const named = namedProductOfEntry(product, supplier);
  expect(named).toMatchObject({ supplier: 'Ivanti', names: ['Connect Secure', 'Pulse Connect Secure', 'ICS'] });
  expect(named.identifiers).toContain('cpe:2.3:a:pulsesecure:pulse_connect_secure:*:*:*:*:*:*:*:*');
});
