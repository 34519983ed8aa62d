import { csafHead } from '@forewarn/core/advisories/csaf-head.test-support.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';

/** The invented product that 3 of 1,000 lines hold, in versions 4.0 to 4.9: half of them below 4.5. */
export const POORT = { supplier: 'Vlonder Systemen', product: 'Vlonder Poort' } as const;
/** Held by nobody, and by the first institution alone. */
export const NOBODYS = 'Vlonder Sluis';
export const FIRSTS = 'Vlonder Haven';
export const POORT_LINES_EACH = 3;
const MINORS = 10;
export const FIXED_MINOR = 5;
const PUBLISHED_AT = '2026-11-23T08:00:00Z';

/** The lines of the n-th institution that this measurement adds to its inventory. */
export function poortLines(n: number): readonly Item[] {
  const lines = Array.from({ length: POORT_LINES_EACH }, (_, k) =>
    lineOf(POORT.product, `POORT-${k}`, `4.${(n * POORT_LINES_EACH + k) % MINORS}.1`),
  );
  return n === 0 ? [...lines, lineOf(FIRSTS, 'HAVEN', '1.0')] : lines;
}

/** How many lines of so many institutions are below the fix, counted by this file's own arithmetic: the oracle. */
export function poortHits(institutions: number): number {
  let hits = 0;
  for (let place = 0; place < institutions * POORT_LINES_EACH; place += 1) if (place % MINORS < FIXED_MINOR) hits += 1;
  return hits;
}

function lineOf(product: string, key: string, version: string): Item {
  return { key, supplier: POORT.supplier, product, version, exposure: 'internet', importance: 1 };
}

/** An invented advisory on these products: each of them affected below 4.5. As CSAF 2.0. */
export function poortAdvisory(id: string, products: readonly string[]): object {
  return {
    document: csafHead({
      id,
      title: `Lek in ${products[0] ?? 'niets'}`,
      publisher: { name: 'Vlonder Systemen PSIRT', namespace: 'https://vlonder.example' },
      at: PUBLISHED_AT,
    }),
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: POORT.supplier,
          branches: products.map((name, place) => ({
            category: 'product_name',
            name,
            branches: [
              {
                category: 'product_version_range',
                name: `vers:generic/<4.${FIXED_MINOR}`,
                product: { product_id: `P${place}`, name: `${name} lager dan 4.${FIXED_MINOR}` },
              },
            ],
          })),
        },
      ],
    },
    vulnerabilities: [{ cve: 'CVE-2026-99003', product_status: { known_affected: products.map((_, place) => `P${place}`) } }],
  };
}

/** An invented advisory on one product below one version, as CSAF 2.0. */
export function advisoryOn(id: string, on: { readonly supplier: string; readonly product: string; readonly below: string }): object {
  return {
    document: csafHead({
      id,
      title: 'Kwetsbaarheid',
      publisher: { category: 'coordinator', name: 'Bench', namespace: 'https://bench.example' },
      at: PUBLISHED_AT,
    }),
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: on.supplier,
          branches: [
            {
              category: 'product_name',
              name: on.product,
              branches: [
                {
                  category: 'product_version_range',
                  name: `vers:generic/<${on.below}`,
                  product: { product_id: 'P', name: `${on.product} lager dan ${on.below}` },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [{ cve: 'CVE-2026-99003', product_status: { known_affected: ['P'] } }],
  };
}
