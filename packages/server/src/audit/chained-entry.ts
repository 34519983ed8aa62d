import type { Json } from './canonical-json.ts';

/** An audit entry in the form that is hashed: every field of the row, as text where the text is what counts. Absent is null. */
export type ChainedEntry = {
  readonly id: number;
  /** RFC 3339 in UTC with six decimals: all that the database keeps. */
  readonly at: string;
  readonly actorKind: string;
  readonly actor: string;
  /** Institution on whose behalf. */
  readonly actingFor: string | null;
  /** From where: address, job or command. */
  readonly origin: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly institutionId: string | null;
  readonly details: Json;
  readonly salt: string;
};

/**
 * The details of an entry from the text that PostgreSQL writes of them. A number that ECMAScript would write otherwise (1.50, or one with
 * more digits than it holds) becomes its text, so that no change to it goes unseen.
 */
export function readDetails(text: string): Json {
  return JSON.parse(text, (_name, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source ? context.source : value,
  ) as Json;
}
