import fc from 'fast-check';
import type { Item } from './item.ts';

/** A line of Ziekenhuis Lindemark, with what the test says otherwise. */
export function exampleItem(parts: Partial<Item> = {}): Item {
  return { key: 'fortigate', supplier: 'Fortinet', product: 'FortiGate', version: '7.2.9', exposure: 'internet', ...parts };
}

const word = fc.constantFrom('veeam', 'FortiGate', 'Windows Server', 'Zenya', 'zenya', 'x #2', 'é');

/** Content of lines drawn from few words, so that lines of one name occur. */
export const contents: fc.Arbitrary<Omit<Item, 'key'>> = fc.record(
  {
    supplier: word,
    product: word,
    version: fc.constantFrom('1', '2', '3'),
    quantity: fc.nat(2),
    exposure: fc.constantFrom('internet' as const, 'unknown' as const),
  },
  { requiredKeys: ['product', 'exposure'] },
);
