/** What a revision can change, with what it means: material may change who is concerned or what to do; editorial may not. */
export const CHANGES = {
  withdrawn: 'material',
  'in-force-again': 'material',
  'products-added': 'material',
  'products-removed': 'material',
  'product-version': 'material',
  'product-name': 'material',
  'product-identifiers': 'material',
  'vulnerability-added': 'material',
  'vulnerability-removed': 'material',
  'product-status': 'material',
  score: 'material',
  'remediation-added': 'material',
  'remediation-removed': 'material',
  'remediation-products': 'material',
  exploitation: 'material',
  rating: 'material',
  label: 'material',
  'document-status': 'material',
  title: 'editorial',
  note: 'editorial',
  reference: 'editorial',
  threat: 'editorial',
  weakness: 'editorial',
  'vulnerability-title': 'editorial',
  publisher: 'editorial',
  category: 'editorial',
  language: 'editorial',
  distribution: 'editorial',
  'revision-history': 'editorial',
  version: 'editorial',
  'release-date': 'editorial',
} as const satisfies Record<string, 'material' | 'editorial'>;
export type ChangeKind = keyof typeof CHANGES;

/** One difference between two revisions, short enough to show; plain JSON, stored with the revision. Texts are publisher-controlled. */
export type Change = {
  readonly what: ChangeKind;
  /** CVE id, else the publisher's own id of the vulnerability that it is about. */
  readonly vulnerability?: string;
  /** At most five names; `productCount` says how many there are. */
  readonly products?: readonly string[];
  readonly productCount?: number;
  /** Cut to 200 characters. */
  readonly before?: string;
  readonly after?: string;
};

/** `unchanged`: nothing that Forewarn reads is different. */
export const REVISION_KINDS = ['first', 'unchanged', 'editorial', 'material', 'withdrawn'] as const;
export type RevisionKind = (typeof REVISION_KINDS)[number];

export type RevisionComparison = { readonly kind: RevisionKind; readonly changes: readonly Change[] };
