/**
 * What an institution has with others, beside the products of its inventory (DOMAIN §3.3). Text is member-controlled; a supplier is named
 * as the institution names it, and found by its maker's keys (`products/product-key.ts`) as a line is.
 */
export const RELATION_KINDS = ['supplier', 'connection', 'managed-by', 'tenant'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/** By which way an institution is joined to a supplier; `unknown` where it knows that it is and not how. */
export const CONNECTIONS = ['vpn', 'remote-support', 'api', 'data-exchange', 'processor-agreement', 'unknown'] as const;
export type Connection = (typeof CONNECTIONS)[number];

type Common = {
  /** One product of the supplier that it is about; absent: all, or not known which. */
  readonly product?: string;
  readonly description?: string;
  /** Since when, as precise as it is known: `2023`, `2023-05` or `2023-05-01`. */
  readonly since?: string;
};

export type Relation =
  /** It uses a product or service of this supplier. */
  | (Common & { readonly kind: 'supplier'; readonly supplier: string })
  /** Something runs between it and this supplier: a way in, data, or personal data in the supplier's care (GDPR Art. 28). */
  | (Common & { readonly kind: 'connection'; readonly supplier: string; readonly connection: Connection })
  /** This IT provider manages its systems, or `product` alone. */
  | (Common & { readonly kind: 'managed-by'; readonly supplier: string })
  /** Its part of a shared service: who is in tenant A is hit when tenant A is (DOMAIN §9.5.8). */
  | (Common & {
      readonly kind: 'tenant';
      readonly supplier?: string;
      readonly product: string;
      readonly tenant: string;
      readonly region?: string;
    });

/**
 * `contains`: a component inside a product of an inventory, from its bill of materials. Stored per line (`item_contents`), never as a
 * line of its own: the institution can't update it, its supplier can.
 */
export type Component = {
  readonly supplier?: string;
  readonly product: string;
  readonly version?: string;
  readonly identifier?: string;
  /** Names from the product down to what holds the component, both included; absent where nothing says. */
  readonly within?: readonly string[];
};
