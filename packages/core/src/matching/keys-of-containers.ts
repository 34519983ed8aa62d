import type { Containments, PreparedContainment } from './containments.ts';

/** As deep as `partsOf` looks, so that both directions find the same. */
const DEPTH_MAX = 5;
const KEYS_MAX = 5_000;

/**
 * The keys of every product that has one of these in it, or has something in it that has: an advisory about a component finds the lines of
 * what contains it. Without the keys that came in. A key that two products share may find too much; core confirms.
 */
export function keysOfContainers(keys: readonly string[], all: readonly Containments[]): readonly string[] {
  const known = new Set(keys);
  const found = new Set<string>();
  const seen = new Set<PreparedContainment>();
  let level = keys;
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const key of level) {
      for (const { byComponent } of all) {
        for (const prepared of byComponent.get(key) ?? []) {
          if (seen.has(prepared)) continue;
          seen.add(prepared);
          for (const other of prepared.productKeys) {
            if (known.has(other) || found.size >= KEYS_MAX) continue;
            known.add(other);
            found.add(other);
            next.push(other);
          }
        }
      }
    }
    level = next;
  }
  return [...found];
}
