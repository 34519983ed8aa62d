/** A product as somebody names it, in an advisory or in an inventory: what product keys are made from. */
export type NamedProduct = {
  readonly supplier?: string;
  /** Most telling name first; at least one. Advisories often give several (product branch, family, full name). */
  readonly names: readonly string[];
  /** CPE 2.3, CPE 2.2 URI, purl; anything else is passed over. */
  readonly identifiers: readonly string[];
};
