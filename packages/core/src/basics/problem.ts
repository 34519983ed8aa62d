import type { Facts } from './facts.ts';

/**
 * Expected trouble with outside data, as a value: a document, a spreadsheet line, a setting.
 * Several may come back at once; nobody throws for them.
 */
export type Problem<Code extends string = string> = {
  /** Stable, lower-kebab; part of the contract with tools that read our output. */
  readonly code: Code;
  /** Where: a JSON pointer (RFC 6901) for JSON, `line 12, column "versie"` for tables, a URL for sources; '' for the whole. */
  readonly at: string;
  /** One sentence for a person. */
  readonly message: string;
  /** What to do about it, where something can be done. */
  readonly hint?: string;
  readonly facts?: Facts;
  /** Standard and section that is broken, as "CSAF 2.0 §6.1.7". */
  readonly source?: string;
};
