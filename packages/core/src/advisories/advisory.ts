import type { Instant } from '../basics/instant.ts';
import type { TlpLabel } from '../sharing/tlp.ts';

/**
 * An advisory in Forewarn's normalised form: what one revision of one publisher's document says. Plain JSON, stored
 * beside the original bytes and rebuilt from them at will. All text is publisher-controlled.
 */
export type Advisory = {
  readonly format: 'csaf' | 'cve' | 'nvd' | 'osv';
  /** As the document says it: "2.0" (CSAF), "5.1" (CVE record format), "2.0" (NVD), "1.7.3" (OSV). */
  readonly formatVersion: string;
  /** CSAF `/document/category`; of other formats the one that says the same. */
  readonly category: string;
  readonly publisher: { readonly name: string; readonly namespace: string; readonly category: string };
  readonly trackingId: string;
  readonly trackingVersion: string;
  readonly status: 'draft' | 'interim' | 'final';
  readonly initialReleaseAt?: Instant;
  readonly currentReleaseAt?: Instant;
  readonly title: string;
  readonly language?: string;
  /** CLEAR where the document says none (CSAF 2.0 §3.2.1.5 leaves it open); decision record 006. */
  readonly tlp: TlpLabel;
  readonly distributionText?: string;
  readonly aggregateSeverity?: string;
  readonly notes: readonly Note[];
  readonly references: readonly Reference[];
  readonly revisionHistory: readonly Revision[];
  readonly products: readonly AdvisoryProduct[];
  readonly vulnerabilities: readonly Vulnerability[];
};

export type Note = { readonly category: string; readonly title?: string; readonly text: string };
export type Reference = { readonly category?: string; readonly summary?: string; readonly url: string };
export type Revision = { readonly number: string; readonly at?: Instant; readonly summary: string };

/** One product that the document speaks of (a `product_id` of its product tree). */
export type AdvisoryProduct = {
  readonly id: string;
  readonly name: string;
  /** Names of the branches above it, by category: CSAF 2.0 §3.1.2.2. */
  readonly supplier?: string;
  readonly family?: string;
  readonly product?: string;
  readonly architecture?: string;
  /** What the nearest version branch says; absent where the tree is silent. */
  readonly version?: VersionClaim;
  readonly cpe?: string;
  readonly purls: readonly string[];
  /** Other helper fields that may identify it (`model_numbers`, `skus`, `serial_numbers`, …), as given. */
  readonly otherIdentifiers: readonly { readonly kind: string; readonly value: string }[];
  /** Set on a product made by a relationship: component *on* platform (CSAF 2.0 §3.2.2.4). */
  readonly relationship?: { readonly category: string; readonly productId: string; readonly relatesTo: string };
  /** JSON pointer of the full product name in the document. */
  readonly at: string;
};

/** `exact` from `product_version`, `range` from `product_version_range`; the text is as written. */
export type VersionClaim = { readonly kind: 'exact' | 'range'; readonly text: string };

/** CSAF 2.0 §3.2.3.9, with 2.1's `unknown`. */
export const PRODUCT_STATUSES = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
  'unknown',
] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export type Vulnerability = {
  readonly cve?: string;
  readonly ids: readonly { readonly system: string; readonly text: string }[];
  readonly title?: string;
  readonly cwes: readonly string[];
  readonly notes: readonly Note[];
  readonly scores: readonly CvssScore[];
  /** Product ids by status; groups are already resolved to their members. */
  readonly status: { readonly [status in ProductStatus]?: readonly string[] };
  readonly remediations: readonly Remediation[];
  readonly threats: readonly Threat[];
  /** JSON pointer of the vulnerability. */
  readonly at: string;
};

export type CvssScore = {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  readonly vector: string;
  /** 0.0 to 10.0, as computed from the vector where it can be, else as stated. */
  readonly baseScore: number;
  readonly productIds: readonly string[];
  /** Who gives it, where that is another than the publisher of the document: CISA in a CVE record, an assigner in a record of the NVD. */
  readonly by?: string;
};

export type Remediation = {
  readonly category: string;
  readonly details: string;
  readonly url?: string;
  /** Empty means: for every product of the vulnerability. Groups are already resolved. */
  readonly productIds: readonly string[];
};

export type Threat = { readonly category: string; readonly details: string; readonly productIds: readonly string[] };
