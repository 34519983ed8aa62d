import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';

/** A moment as publishers of records write it: RFC 3339, or the same without a zone, which then is UTC. Undefined where it is none that is kept. */
export function momentIn(text: string | undefined): Instant | undefined {
  if (text === undefined || text.length > 40) return undefined;
  return readInstant(text) ?? readInstant(`${text}Z`);
}
