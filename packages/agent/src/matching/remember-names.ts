import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { LikenessMemory } from '@forewarn/core/matching/find-likest-groups.ts';
import { prepareAdvisory, type Identities, type PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import type { PreparedItem } from '@forewarn/core/matching/prepare-item.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';

/** Thousands of advisories name the same products: each is taken apart once, and what a line is like to it is worked out once. */
export type RememberedNames = {
  readonly prepare: (advisory: Advisory) => PreparedAdvisory;
  readonly memoryOf: (item: PreparedItem) => LikenessMemory;
};

/** Beyond, all is forgotten and asked again: some 100 MB. */
const PRODUCTS_MAX = 1_000;

export function rememberNames(aliases: Aliases, productsMax: number = PRODUCTS_MAX): RememberedNames {
  const identities: Identities = new Map();
  const memories = new Map<PreparedItem, LikenessMemory>();
  return {
    prepare: (advisory) => {
      if (identities.size > productsMax) {
        identities.clear();
        memories.clear();
      }
      return prepareAdvisory(advisory, aliases, identities);
    },
    memoryOf: (item) => {
      const there = memories.get(item);
      if (there !== undefined) return there;
      const memory: LikenessMemory = new Map();
      memories.set(item, memory);
      return memory;
    },
  };
}
