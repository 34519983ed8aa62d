/**
 * What a sentence for a person says of this very case: names, numbers, moments (`Instant`), so that who shows it in another language need not
 * take the sentence apart. `about`: which case it is of those that have one code. Values as in the sentence itself, and so for whoever may read that.
 */
export type Facts = Readonly<Record<string, string | number>>;

/** So much of them is told on the wire (api/problem.ts): a name that somebody typed may be long. */
export const FACTS_MAX = 10;
export const FACT_CHARACTERS_MAX = 500;

/** The facts of something, where it has any, no more and no longer than that. */
export function boundedIn({ facts }: { readonly facts?: Facts | undefined }): { readonly facts?: Facts } {
  if (facts === undefined) return {};
  const told = Object.entries(facts).slice(0, FACTS_MAX);
  return {
    facts: Object.fromEntries(told.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, FACT_CHARACTERS_MAX) : value])),
  };
}
