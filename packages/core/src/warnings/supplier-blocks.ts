import type { Remediation } from '../advisories/advisory.ts';
import { cleanText } from '../basics/clean-text.ts';
import type { Block } from '../deliveries/message.ts';
import type { ConcernedReason } from '../matching/concerned.ts';
import { productInWords } from './product-in-words.ts';
import type { ProductRemedies } from './product-remedies.ts';
import type { WordKey, Words } from './words.ts';

const PRODUCTS_MAX = 5;
const POINTS_MAX = 5;
const DETAILS_CHARACTERS_MAX = 400;
const URL_CHARACTERS_MAX = 300;

/** CSAF 2.0 §3.2.3.12.1, and 2.1's `fix_planned` and `optional_patch`; in the order in which a reader wants them. */
const CATEGORIES = [
  'vendor_fix',
  'mitigation',
  'workaround',
  'fix_planned',
  'optional_patch',
  'none_available',
  'no_fix_planned',
] as const satisfies readonly (Extract<WordKey, `remedy.${string}`> extends `remedy.${infer Category}` ? Category : never)[];

type Supplied = {
  readonly reasons: readonly ConcernedReason[];
  readonly productRemedies: readonly ProductRemedies[];
  readonly say: Words;
};

/**
 * Per product that the institution holds, what its supplier says to do: everything for the product, so that the choice does not tell
 * which version is held. Publisher-controlled text, bounded, and named as the supplier's.
 */
export function supplierBlocks({ reasons, productRemedies, say }: Supplied): readonly Block[] {
  const remedies = remediesByName(reasons, indexOf(productRemedies));
  if (remedies.size === 0) return [];
  const shown = [...remedies.values()].slice(0, PRODUCTS_MAX);
  const isMore = remedies.size > shown.length || shown.some(({ points }) => points.size > POINTS_MAX);
  return [
    { kind: 'heading', text: say('heading.supplier') },
    ...shown.flatMap(({ name, points }): readonly Block[] => [
      { kind: 'paragraph', text: say('supplier.says', { product: name ?? say('list.unnamed') }) },
      {
        kind: 'points',
        items: inOrder([...points.values()])
          .slice(0, POINTS_MAX)
          .map((remediation) => pointOf(remediation, say)),
      },
    ]),
    ...(isMore ? [{ kind: 'paragraph' as const, text: say('supplier.more') }] : []),
  ];
}

type Named = { readonly name: string | undefined; readonly points: Map<string, Remediation> };

/** Products in the order of the reasons; each piece of advice once. */
function remediesByName(reasons: readonly ConcernedReason[], index: ReadonlyMap<string, ProductRemedies>): ReadonlyMap<string, Named> {
  const byName = new Map<string, Named>();
  for (const reason of reasons) {
    for (const { remediations } of remediesOf(reason, index)) {
      if (remediations.length === 0) continue;
      const name = productInWords(reason);
      const key = name?.toLowerCase() ?? '';
      const held = byName.get(key) ?? { name, points: new Map<string, Remediation>() };
      for (const remediation of remediations)
        held.points.set(`${remediation.category} ${remediation.details} ${remediation.url ?? ''}`, remediation);
      byName.set(key, held);
    }
  }
  return byName;
}

function remediesOf({ advisoryId, evidence }: ConcernedReason, index: ReadonlyMap<string, ProductRemedies>): readonly ProductRemedies[] {
  if (advisoryId === undefined) return [];
  return [...new Set(evidence.flatMap(({ advisoryProductId }) => index.get(keyOf(advisoryId, advisoryProductId)) ?? []))];
}

/** One release composes thousands of messages from one list, and an advisory names up to 31,000 products: the index is made once per list. */
const INDEXES = new WeakMap<readonly ProductRemedies[], ReadonlyMap<string, ProductRemedies>>();

function indexOf(productRemedies: readonly ProductRemedies[]): ReadonlyMap<string, ProductRemedies> {
  const known = INDEXES.get(productRemedies);
  if (known !== undefined) return known;
  const index = new Map(productRemedies.flatMap((each) => each.productIds.map((id) => [keyOf(each.advisoryId, id), each] as const)));
  INDEXES.set(productRemedies, index);
  return index;
}

function keyOf(advisoryId: string, productId: string): string {
  return `${advisoryId} ${productId}`;
}

function inOrder(remediations: readonly Remediation[]): readonly Remediation[] {
  return remediations.toSorted((a, b) => placeOf(a.category) - placeOf(b.category));
}

function placeOf(category: string): number {
  const place = CATEGORIES.findIndex((known) => known === category);
  return place < 0 ? CATEGORIES.length : place;
}

function pointOf(remediation: Remediation, say: Words): string {
  const known = CATEGORIES.find((each) => each === remediation.category);
  const category = say(known === undefined ? 'remedy.other' : `remedy.${known}`);
  const details = shorten(remediation.details);
  const url = linkOf(remediation.url);
  return url === undefined ? say('supplier.point', { category, details }) : say('supplier.point-link', { category, details, url });
}

function shorten(text: string): string {
  const clean = cleanText(text, DETAILS_CHARACTERS_MAX + 1);
  return clean.length > DETAILS_CHARACTERS_MAX ? `${cleanText(clean, DETAILS_CHARACTERS_MAX - 1)}…` : clean;
}

/** Only what reads as an address of a page. */
function linkOf(url: string | undefined): string | undefined {
  return url !== undefined && url.length <= URL_CHARACTERS_MAX && /^https?:\/\/[^\s<>"']+$/i.test(url) ? url : undefined;
}
