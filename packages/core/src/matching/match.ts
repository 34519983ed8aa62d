import type { Remediation } from '../advisories/advisory.ts';
import type { Instant } from '../basics/instant.ts';

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

/** Why silence, where the product is held (invariant 8): kept with the match. `not-in-inventory` is only told on demand (`applicability.ts`). */
export const SILENCES = ['version-not-affected', 'fixed', 'supplier-says-not-affected'] as const;
export type Silence = (typeof SILENCES)[number];

/**
 * How we know: which words of the inventory met which words of the advisory.
 */
export type Evidence = {
  /** What made the two the same product; or, where no product is behind it, what the institution is known by. */
  readonly identifiedBy: 'cpe' | 'purl' | 'name' | 'alias' | 'relation' | 'observation' | 'sector' | 'drill';
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
  /** What is contained in what, by name: from the line's product down to the one that the advisory names. Where the reason is a component. */
  readonly through?: readonly string[];
  /** Who says that the one contains the other; how a connection runs; who saw it from outside. As written. */
  readonly source?: string;
  /** When it was seen from outside. */
  readonly seenAt?: Instant;
  /** The line or relation was last looked at then, more than 12 months ago, and so is one step less sure. */
  readonly oldSince?: Instant;
};

/** The answer to one (advisory, item) pair where the item's product is named by the advisory. */
export type Match = {
  readonly reason: Reason;
  readonly evidence: readonly Evidence[];
} & (
  | { readonly kind: 'concerned'; readonly certainty: Certainty; readonly remediations: readonly Remediation[] }
  | { readonly kind: 'not-concerned'; readonly because: Silence }
);
