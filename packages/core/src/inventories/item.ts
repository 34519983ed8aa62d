/** Exposure of an item (DOMAIN §9.2): reachable from the internet, through a connection, inside only, stand-alone. */
export const EXPOSURES = ['internet', 'connection', 'internal', 'isolated', 'unknown'] as const;
export type Exposure = (typeof EXPOSURES)[number];

/**
 * One line of an inventory: a product that an institution relies on. Everything but the product's name may be
 * unknown, and unknown is stored as absent. Text is member-controlled.
 */
export type Item = {
  /** The institution's own name for the line; made from its content where it gives none. Unique in an inventory. */
  readonly key: string;
  /**
   * The institution's own name for the line, where one line was read as several (a cell with several versions): the first has it as its
   * key too, the others have it with a number. What is said of a line to its institution names this one.
   */
  readonly line?: string;
  readonly supplier?: string;
  readonly product: string;
  readonly version?: string;
  /** CPE 2.3, CPE 2.2 URI, purl, or anything else as typed. */
  readonly identifier?: string;
  readonly hosting?: string;
  readonly exposure: Exposure;
  /** 1 critical to 4 low. */
  readonly importance?: 1 | 2 | 3 | 4;
  readonly quantity?: number;
  /** Who at the institution looks after it, as typed (a role or a department). */
  readonly owner?: string;
};
