import { csafHead } from '@forewarn/core/advisories/csaf-head.test-support.ts';
import { readCsaf } from '@forewarn/core/advisories/formats/csaf.ts';
import { prepareAdvisory, type Identities, type PreparedAdvisory } from '@forewarn/core/matching/prepare-advisory.ts';
import { NO_ALIASES } from '@forewarn/core/products/aliases.ts';
import { makeWorld } from '@forewarn/fakes/world/make-world.ts';
import { seededRandom, type SeededRandom } from '@forewarn/fakes/world/seeded-random.ts';

/** Institutions whose lines say which products and versions there are. */
const SEEN = 160;
/** Of the advisories so many are about products of the market, so many about departments' small applications; the others about what nobody holds. */
const MARKET_RATE = 0.45;
const LOCAL_RATE = 0.05;
const UNHELD_NAMES = 4_000;

export const DISTRIBUTION =
  'of the CVEs 45 % on products of the market, drawn by Zipf (1/rank, products in the order of how many lines have them), 5 % evenly on the 240 small applications that fill the lists, 50 % on 4,000 products that nobody holds; each with one or two ranges between versions that the world has, half of them with a fixed version too. Lines: the made-up world, 1,000 an institution, some 40 of them of the market, the others small applications in 100 versions each';

/** So many advisories of one CVE each, the same every time. All invented. */
export function worldAdvisories(count: number): readonly PreparedAdvisory[] {
  const random = seededRandom('bench/advisories');
  const identities: Identities = new Map();
  const { market, local } = productsOfWorld();
  const pick = zipf(market.length);
  return Array.from({ length: count }, (_, place) => {
    const fraction = random.fraction();
    const product =
      fraction < MARKET_RATE ? market[pick(random.fraction())] : fraction < MARKET_RATE + LOCAL_RATE ? random.pick(local) : unheld(random);
    if (product === undefined) throw new Error('there are no products');
    const reading = readCsaf(documentOf(random, place, product));
    if (reading.kind === 'unreadable') throw new Error('the invented advisory is unreadable');
    return prepareAdvisory(reading.value, NO_ALIASES, identities);
  });
}

type Product = { readonly supplier: string; readonly name: string; readonly versions: readonly string[] };

/** Those that most lines have first. */
function productsOfWorld(): { readonly market: readonly Product[]; readonly local: readonly Product[] } {
  const found = new Map<string, { supplier: string; name: string; isLocal: boolean; lines: number; versions: Set<string> }>();
  for (const { items, holdings } of makeWorld({ scale: SEEN, itemsPerInstitution: 1_000 }).institutions) {
    for (const [place, { supplier, product, version }] of items.entries()) {
      if (supplier === undefined || version === undefined) continue;
      const key = `${supplier}\0${product}`;
      const isLocal = holdings[place]?.product === 'local';
      const there = found.get(key) ?? { supplier, name: product, isLocal, lines: 0, versions: new Set<string>() };
      there.lines += 1;
      there.versions.add(version);
      found.set(key, there);
    }
  }
  const all = [...found.values()].sort((a, b) => b.lines - a.lines);
  const of = (isLocal: boolean) =>
    all
      .filter((one) => one.isLocal === isLocal)
      .map(({ supplier, name, versions }) => ({ supplier, name, versions: [...versions].sort() }));
  return { market: of(false), local: of(true) };
}

function unheld(random: SeededRandom): Product {
  const number = random.whole(1, UNHELD_NAMES);
  return { supplier: `Hazelhof ${number % 400}`, name: `Wikkelaar ${number}`, versions: ['1.2', '2.0.4', '3.1', '4.0.1'] };
}

/** A place below `count`, the n-th 1/n as often as the first. */
function zipf(count: number): (fraction: number) => number {
  const sums: number[] = [];
  for (let rank = 1; rank <= count; rank += 1) sums.push((sums.at(-1) ?? 0) + 1 / rank);
  const all = sums.at(-1) ?? 0;
  return (fraction) => {
    const place = sums.findIndex((sum) => sum >= fraction * all);
    return place < 0 ? count - 1 : place;
  };
}

function documentOf(random: SeededRandom, place: number, { supplier, name, versions }: Product): object {
  const [low, high] = [random.whole(0, versions.length - 1), random.whole(0, versions.length - 1)].sort((a, b) => a - b);
  const [from, to] = [encodeURIComponent(versions[low ?? 0] ?? ''), encodeURIComponent(versions[high ?? 0] ?? '')];
  const ranges = random.pick([
    [`vers:generic/<${to}`],
    [`vers:generic/>=${from}|<${to}`],
    [`vers:generic/<=${to}`],
    [`vers:generic/<${from}`, `vers:generic/>${from}|<${to}`],
  ]);
  const fixed = random.chance(0.5) ? (versions[high ?? 0] ?? undefined) : undefined;
  const leaf = (category: string, text: string, id: string) => ({
    category,
    name: text,
    product: { product_id: id, name: `${name} ${text}` },
  });
  return {
    document: csafHead({
      id: `WERELD-${place}`,
      title: `Kwetsbaarheid in ${name}`,
      publisher: { name: `${supplier} PSIRT`, namespace: 'https://psirt.example' },
      at: '2026-11-23T08:00:00Z',
    }),
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: supplier,
          branches: [
            {
              category: 'product_name',
              name,
              branches: [
                ...ranges.map((range, n) => leaf('product_version_range', range, `R${n}`)),
                ...(fixed === undefined ? [] : [leaf('product_version', fixed, 'F')]),
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: `CVE-2026-${100_000 + place}`,
        product_status: { known_affected: ranges.map((_, n) => `R${n}`), ...(fixed === undefined ? {} : { fixed: ['F'] }) },
      },
    ],
  };
}
