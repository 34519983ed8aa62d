import type { Remediation } from '../advisories/advisory.ts';

/** The nine reasons of DOMAIN §3.4; stored spelling. */
export const REASONS = [
  'product-version',
  'product-version-unknown',
  'product-name',
  'supplier',
  'tenant',
  'component',
  'connection',
  'observed',
  'sector',
] as const;
export type Reason = (typeof REASONS)[number];

/** zeker, waarschijnlijk, mogelijk (DESIGN §4), strongest first. `for-information` is for those merely told. */
export const CERTAINTIES = ['certain', 'likely', 'possible', 'for-information'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Why silence, where the product is held (invariant 8). */
export const SILENCES = ['version-not-affected', 'fixed', 'supplier-says-not-affected'] as const;
export type Silence = (typeof SILENCES)[number];

/**
 * How we know: which words of the inventory met which words of the advisory.
 */
export type Evidence = {
  /** What made the two the same product. */
  readonly identifiedBy: 'cpe' | 'purl' | 'name' | 'alias';
  readonly advisoryProductId: string;
  /** JSON pointer into the original document. */
  readonly advisoryAt: string;
  /** The advisory's side and the inventory's side, as written. */
  readonly advisorySays: string;
  readonly itemSays: string;
  readonly version: 'in-range' | 'outside-range' | 'missing-in-inventory' | 'missing-in-advisory' | 'unreadable' | 'every-version';
  /** CVE id, else the first other id, else the vulnerability's place. */
  readonly vulnerability: string;
  readonly status: string;
};

/** The answer to one (advisory, item) pair where the item's product is named by the advisory. */
export type Match = {
  readonly reason: Reason;
  readonly evidence: readonly Evidence[];
} & (
  | { readonly kind: 'concerned'; readonly certainty: Certainty; readonly remediations: readonly Remediation[] }
  | { readonly kind: 'not-concerned'; readonly because: Silence }
);
