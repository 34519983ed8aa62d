/** How many hostile inputs the attacks of a run threw, and how many of them got through. */
export type Hostile = { readonly inputs: number; readonly gotThrough: number };

/** The part of vitest's report that is counted; what a test counted itself is in its meta (e2e/attacks/attack.ts). */
export type CountedAttacks = { readonly children: { allTests: () => Iterable<{ meta: () => object }> } };

/** Adds up what the attacks of a run counted. */
export function countHostile(modules: Iterable<CountedAttacks>): Hostile {
  let inputs = 0;
  let gotThrough = 0;
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const meta = test.meta() as { readonly hostileInputs?: number; readonly gotThrough?: number };
      inputs += meta.hostileInputs ?? 0;
      gotThrough += meta.gotThrough ?? 0;
    }
  }
  return { inputs, gotThrough };
}
