import type { Item } from '@forewarn/core/inventories/item.ts';

/** A relation or a component as a line that names the same: a supplier without a product has the keys of a line that names the supplier alone. */
export function lineOfNamed(of: { readonly supplier?: string; readonly product?: string; readonly identifier?: string }): Item {
  const { supplier, product, identifier } = of;
  return {
    key: '',
    product: product ?? supplier ?? '',
    exposure: 'unknown',
    ...(supplier === undefined ? {} : { supplier }),
    ...(identifier === undefined ? {} : { identifier }),
  };
}
