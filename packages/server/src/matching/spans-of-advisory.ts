import { placesOfAdvisory, spansByKey } from '@forewarn/core/matching/places-of-advisory.ts';
import type { PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import type { KeySpan } from '@forewarn/core/products/version-spans.ts';

const known = new WeakMap<PreparedAdvisory, ReadonlyMap<string, readonly KeySpan[]>>();

/** The spans of versions in which an advisory may concern a line, by product key; worked out once for each that is kept ready. */
export function spansOfAdvisory(prepared: PreparedAdvisory): ReadonlyMap<string, readonly KeySpan[]> {
  const spans = known.get(prepared) ?? spansByKey(placesOfAdvisory(prepared));
  known.set(prepared, spans);
  return spans;
}
