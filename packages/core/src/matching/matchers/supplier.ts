import { sameMaker, type Maker } from '../../products/maker.ts';

/** A supplier that a matter is about. */
export type AskedSupplier = { readonly name: string; readonly maker: Maker };

/**
 * Reason 4: something of a supplier that is hit (DOMAIN §3.4): a line, a relation, or the IT provider that manages the systems. Which of its
 * products is hit nobody knows yet, so it is `possible`. The place of the supplier among those asked; undefined where it is none of them.
 */
export function matchBySupplier(suppliers: readonly AskedSupplier[], maker: Maker): number | undefined {
  const place = suppliers.findIndex((asked) => sameMaker(asked.maker, maker) === 'same');
  return place < 0 ? undefined : place;
}
