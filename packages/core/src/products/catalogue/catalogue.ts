/** What the sector knows of suppliers and products, beside what advisories and inventories say (DOMAIN §3.3). */
export type Catalogue = {
  readonly suppliers: readonly Supplier[];
  readonly products: readonly CatalogueProduct[];
  readonly contains: readonly Contains[];
};

/** Of what kind another name is (DOMAIN §3.3 Alias); stored spelling. */
export const ALIAS_KINDS = [
  'former-name',
  /** A supplier that this one took over: its products bear the new name now. */
  'taken-over',
  /** The parent, where products are written under its name too. */
  'owner',
  'abbreviation',
  /** Another way of writing the same name, in use by the supplier itself or by everybody. */
  'spelling',
  'colloquial',
  'misspelling',
  'brand',
  'cpe-title',
  'other',
] as const;
export type AliasKind = (typeof ALIAS_KINDS)[number];

export type CatalogueAlias = {
  /** As people write it. */
  readonly text: string;
  readonly kind: AliasKind;
  /** The supplier under which a product had this name, where that is another than today's. */
  readonly supplierId?: string;
  /** BCP 47; absent: of no language, as names are. */
  readonly language?: string;
  /** ISO 8601 date, month or year. A former name stays findable after it ended (DOMAIN §3.3 rule 1). */
  readonly validFrom?: string;
  readonly validTo?: string;
};

export type Supplier = {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly CatalogueAlias[];
  /** Who owns it or did; dates as far as they are known. */
  readonly owners: readonly Owner[];
  /** Invented, for exercises and examples (DOMAIN §9.3). */
  readonly isFictional?: true;
};
export type Owner = { readonly name: string; readonly from?: string; readonly to?: string };

/** Where and by whom a product is run (DOMAIN §3.3 Variant); stored spelling. */
export const VARIANT_KINDS = ['on-prem', 'saas', 'hosted-by-supplier', 'hosted-by-third-party', 'hosted-by-member'] as const;
export type VariantKind = (typeof VARIANT_KINDS)[number];

export type Variant = {
  readonly kind: VariantKind;
  /** What the supplier calls it, where it has a name of its own. */
  readonly name?: string;
  /** Tenants or clusters that are told apart: one may be down while another is not. */
  readonly tenants: readonly string[];
};

export const PRODUCT_KINDS = ['software', 'saas', 'device', 'firmware', 'library', 'service', 'network-service'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

export type CatalogueProduct = {
  readonly id: string;
  /** The name that the sector says (DOMAIN §3.3 rule 2). */
  readonly name: string;
  readonly supplierId?: string;
  readonly category?: string;
  readonly kind: ProductKind;
  readonly variants: readonly Variant[];
  readonly aliases: readonly CatalogueAlias[];
  readonly identifiers: readonly Identifier[];
  /**
   * Nobody else's product is called so: the name tells the maker, also where a reseller is written down as the supplier. False: a word that
   * others use too ("Ons", "Horizon"). Absent: nobody said, so the name is judged by itself (`name-index.ts`).
   */
  readonly isUnmistakable?: boolean;
  readonly isFictional?: true;
  /** This entry is another one now; it stays findable (merge, never delete). */
  readonly mergedInto?: string;
  /** Where the entry comes from: a section, a list, a person. */
  readonly source: string;
};

/** `to-check`: written down from memory, not seen in the official dictionary. */
export type Identifier = {
  readonly scheme: 'cpe23' | 'purl' | 'swid' | 'udi-di' | 'other';
  readonly value: string;
  readonly checked: 'confirmed' | 'to-check';
};

/** A product contains another (DOMAIN §3.4 reason 6). */
export type Contains = {
  readonly productId: string;
  readonly componentId: string;
  /** Of the component, as a version column or range is written; absent: not known. */
  readonly componentVersions?: string;
  /** Of the product, likewise; absent: not known to be only some. */
  readonly productVersions?: string;
  readonly certainty: 'certain' | 'likely' | 'possible';
  readonly source: string;
};
