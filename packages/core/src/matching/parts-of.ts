import { readVersionRange } from '../products/read-version-range.ts';
import { readItemVersions, type ItemVersions } from '../products/read-version.ts';
import type { ProductIdentity } from '../products/product-identity.ts';
import { contains } from '../products/version-range.ts';
import type { Containments, PreparedContainment } from './containments.ts';
import type { Certainty } from './match.ts';
import { matchByName, type NameContext } from './matchers/name.ts';
import { matchByCpe } from './matchers/cpe.ts';
import { matchByPurl } from './matchers/purl.ts';
import { weaker } from './weaker.ts';

/** One product that is in another, and by which way. */
export type Part = {
  readonly identity: ProductIdentity;
  readonly keys: readonly string[];
  readonly versions: ItemVersions;
  /** As written, for the reader. */
  readonly says: string;
  /** Names from what contains it down to itself. */
  readonly through: readonly string[];
  /** How sure we are at most that it is in there: of a way the least sure step. */
  readonly certainty: Certainty;
  readonly source: string;
};

/** A way longer than this says nothing about the product any more; more parts than this are a bill of materials that has lines of its own. */
const DEPTH_MAX = 5;
const PARTS_MAX = 200;

const NO_CONTEXT: NameContext = { context: new Set(), mentions: () => new Set() };

/**
 * What is in a product, and in that, each by its shortest way. A cycle ends, for nothing is asked twice; what only may be the product that
 * contains ("Mirth" of nobody) makes its parts no more than possible.
 */
export function partsOf(whole: Pick<Part, 'identity' | 'keys' | 'says' | 'versions'>, all: readonly Containments[]): readonly Part[] {
  const parts: Part[] = [];
  const seen = new Set<PreparedContainment>();
  let level: readonly Whole[] = [{ ...whole, through: [whole.says], certainty: 'likely' }];
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
    const next: Part[] = [];
    for (const one of level) {
      for (const found of containedIn(one, all)) {
        if (seen.has(found.prepared) || parts.length >= PARTS_MAX) continue;
        seen.add(found.prepared);
        const part = partOf(one, found);
        parts.push(part);
        next.push(part);
      }
    }
    level = next;
  }
  return parts;
}

type Whole = Pick<Part, 'identity' | 'keys' | 'versions' | 'through' | 'certainty'>;
type Found = { readonly prepared: PreparedContainment; readonly certainty: Certainty };

function containedIn(whole: Whole, all: readonly Containments[]): readonly Found[] {
  const found = new Map<PreparedContainment, Found>();
  for (const { byProduct } of all) {
    if (byProduct.size === 0) continue;
    for (const key of whole.keys) {
      for (const prepared of byProduct.get(key) ?? []) {
        if (found.has(prepared)) continue;
        const same = sameProduct(prepared.product, whole.identity);
        const certainty = same === undefined ? undefined : inVersion(same, prepared.containment.inVersions, whole.versions);
        if (certainty !== undefined) found.set(prepared, { prepared, certainty });
      }
    }
  }
  return [...found.values()];
}

/** How sure we are that what is known to contain is what is held; a family or a maker alone is not. */
function sameProduct(known: ProductIdentity, held: ProductIdentity): Certainty | undefined {
  const byPurl = matchByPurl(known, held);
  if (byPurl === 'other-package') return undefined;
  const likeness = byPurl ?? matchByCpe(known, held) ?? matchByName(known, held, NO_CONTEXT);
  if (likeness === undefined || likeness.grade === 'family' || likeness.grade === 'maker') return undefined;
  return likeness.grade === 'same' ? 'likely' : 'possible';
}

/** Where only some versions have it: none of the others, and where the version is not told it only may. */
function inVersion(certainty: Certainty, inVersions: string | undefined, held: ItemVersions): Certainty | undefined {
  if (inVersions === undefined) return certainty;
  const range = readVersionRange(inVersions);
  const isOpen = held.kind !== 'versions' || held.isOpen === true;
  const answers = [
    ...(held.kind === 'versions' ? held.versions.map((version) => contains(range, version)) : []),
    ...(isOpen ? ['cannot-tell'] : []),
  ];
  if (answers.includes('in')) return certainty;
  return answers.includes('cannot-tell') ? 'possible' : undefined;
}

function partOf(whole: Whole, { prepared, certainty }: Found): Part {
  const { containment } = prepared;
  const name = [containment.component.supplier, containment.component.names[0]].filter((text) => text !== undefined).join(' ');
  const says = [name, containment.version].filter((text) => text !== undefined && text !== '').join(' ');
  return {
    identity: prepared.component,
    keys: prepared.componentKeys,
    versions: readItemVersions(containment.version),
    says,
    through: [...whole.through, says],
    certainty: weaker(weaker(whole.certainty, certainty), containment.certainty),
    source: containment.source,
  };
}
