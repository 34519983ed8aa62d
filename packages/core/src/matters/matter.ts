import type { AdvisoryId, DrillId, MatterId } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { Sector } from '../institutions/institution.ts';

/** How sure the CERT is that it is so (DOMAIN §6 S2): confirmed, unconfirmed, or somebody's claim. */
export type Confirmation =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'claim-of'; readonly claimant: string };

/**
 * What a warning is about: one or more advisories joined, or none: a report by telephone, mail or supplier, or a wave
 * in the sector.
 */
export type Matter = {
  readonly id: MatterId;
  readonly kind: 'advisory' | 'report' | 'wave';
  readonly title: string;
  readonly advisoryIds: readonly AdvisoryId[];
  /** Where it comes from, in words: "telefoon, Ziekenhuis Lindemark", "NCSC", a publisher. */
  readonly source: string;
  readonly confirmation: Confirmation;
  readonly scope: Scope;
  readonly openedAt: Instant;
  /** It is made up, for an exercise: whom it concerns are those who take part, and nothing of it is counted with what is real. */
  readonly drillId?: DrillId;
};

/** What a matter touches beyond its advisories. An institution is in scope by any one part; all empty: nobody. */
export type Scope = {
  readonly products: readonly ScopeProduct[];
  /** Any product or service of these suppliers. */
  readonly suppliers: readonly string[];
  readonly sectors: readonly Sector[];
  /** ROAZ regions. With sectors: both must hold. */
  readonly regions: readonly number[];
};

/** A product, narrowed by how it is hosted or by tenant where those are given. */
export type ScopeProduct = {
  readonly supplier?: string;
  readonly product: string;
  readonly variant?: string;
  readonly tenant?: string;
};

export const NO_SCOPE: Scope = { products: [], suppliers: [], sectors: [], regions: [] };
