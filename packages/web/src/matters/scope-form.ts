import type { CallInput } from '@forewarn/api/client.ts';
import type { openMatter } from '@forewarn/api/matters.ts';

type Scope = NonNullable<NonNullable<CallInput<typeof openMatter>['body']>['scope']>;

/** What a matter from nothing touches, as it is typed. */
export type ScopeForm = {
  readonly supplier: string;
  readonly product: string;
  /** One a line: "on-prem", "cloud", "tenant B". */
  readonly variants: string;
  /** Who has no product of the supplier but a connection with it, or is managed by it, too. */
  readonly everyLink: boolean;
};

/** Each variant and tenant is a product of its own, so that a text can be for it alone. Empty: nothing beyond its advisories. */
export function scopeOf(form: ScopeForm): { readonly scope?: Scope } {
  const [supplier, product] = [form.supplier.trim(), form.product.trim()];
  const named = supplier === '' ? {} : { supplier };
  if (product === '') return supplier === '' ? {} : { scope: { suppliers: [supplier] } };
  const narrowed = form.variants
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 200);
  const products = narrowed.length === 0 ? [{ ...named, product }] : narrowed.map((line) => ({ ...named, product, ...narrowing(line) }));
  return { scope: { products, ...(supplier !== '' && form.everyLink ? { suppliers: [supplier] } : {}) } };
}

/** "tenant B", "cluster 2" and "omgeving B" name a tenant; the rest is a variant. */
function narrowing(line: string): { readonly tenant: string } | { readonly variant: string } {
  return /^(?:tenant|cluster|omgeving)\s+\S/i.test(line) ? { tenant: line } : { variant: line };
}
