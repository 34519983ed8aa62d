/** The part of vitest's report that is told; what a test counted itself is in its meta (e2e/faults). */
export type CountedFaults = { readonly children: { allTests: () => Iterable<{ meta: () => object }> } };

/** A line for each fault story of a run: what was done to Forewarn, and what came of it. */
export function faultLines(modules: Iterable<CountedFaults>): readonly string[] {
  const lines: string[] = [];
  for (const module of modules)
    for (const test of module.children.allTests()) {
      const { faults } = test.meta() as { readonly faults?: Readonly<Record<'kills' | 'contacts' | 'lost' | 'duplicates', number>> };
      if (faults !== undefined)
        lines.push(`${faults.kills} kills, ${faults.contacts} contacts, ${faults.lost} lost, ${faults.duplicates} duplicates (same id)`);
    }
  return lines;
}
