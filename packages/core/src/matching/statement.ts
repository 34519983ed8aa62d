import type { Advisory } from '../advisories/advisory.ts';
import type { Instant } from '../basics/instant.ts';

/** Who says that a product is not affected, and since when: "volgens de leverancier (12 november)". `at` as the document dates itself. */
export type Statement = { readonly by: string; readonly at?: Instant };

/** A statement holds by the date of the document that has it (CSAF 2.0 §3.2.1.12.1, VEX profile §4.5): a later revision says it anew. */
export function statementOf({ publisher, currentReleaseAt }: Pick<Advisory, 'publisher' | 'currentReleaseAt'>): Statement {
  return { by: publisher.name, ...(currentReleaseAt === undefined ? {} : { at: currentReleaseAt }) };
}
