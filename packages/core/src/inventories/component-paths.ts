/** One thing that a bill of materials lists, by the document's own reference for it. */
export type Node = { readonly ref: string; readonly name: string };

/** Edges beyond this are left aside. Publisher-controlled. */
export const EDGES_MAX = 1_000_000;
/** A component deeper than this is known to be in the product; how it got there is no longer told. */
export const PATH_MAX = 12;

/**
 * By which way each component comes to be in the product: the names from the product (`root`) down to what holds the component, by the
 * shortest way through what contains and what depends on what. Cycles end, because each is visited once. A component that no way leads
 * to, or a way of more than `PATH_MAX`, is in the product all the same: its way is the product alone.
 */
export function componentPaths(
  nodes: readonly Node[],
  root: string,
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map(nodes.map(({ ref, name }) => [ref, name]));
  const paths = new Map<string, readonly string[]>([[root, []]]);
  let level: readonly string[] = [root];
  for (let depth = 1; depth <= PATH_MAX && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const from of level) {
      // One list is shared by all that a component holds: a flat document of 300,000 costs no list each.
      const way = [...(paths.get(from) ?? []), names.get(from) ?? from];
      for (const to of edges.get(from) ?? []) {
        if (paths.has(to) || !names.has(to)) continue;
        paths.set(to, way);
        next.push(to);
      }
    }
    level = next;
  }
  const direct = [names.get(root) ?? root];
  for (const { ref } of nodes) if (!paths.has(ref)) paths.set(ref, direct);
  return paths;
}
