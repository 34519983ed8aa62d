import type { ProductStatus } from '../advisories/advisory.ts';
import { kindOfWord } from '../products/product-words.ts';
import type { ProductIdentity } from '../products/product-identity.ts';
import { EVERYWHERE, spanOfVersions, spansOfRange, unite, type KeySpan } from '../products/version-spans.ts';
import { isVersionOfName } from './find-likest-groups.ts';
import type { Claim, PreparedAdvisory } from './prepare-advisory.ts';
import type { PreparedItem } from './prepare-item.ts';

/** Where an advisory may concern somebody: under any of these product keys, in any of these spans of versions. */
export type Place = { readonly keys: readonly string[]; readonly spans: readonly KeySpan[] };

/**
 * Raised when keys or spans are made another way: what is stored is then made anew, and what changed is matched again (server/matching/renew-keys.ts).
 */
export const PLACES_VERSION = 6;

/** Lines that share but a word of the title are asked about the first groups only (`match-item.ts`). */
const GROUPS_BY_TITLE_MAX = 60;

/**
 * The places of an advisory, so that an index finds every line that it may concern: whoever shares no key and span with any of them is not
 * concerned, whatever the line says. That a line outside is told to be safe is no reason to find it, but where the publisher says so of
 * exactly its version.
 */
export function placesOfAdvisory(advisory: PreparedAdvisory): readonly Place[] {
  const spans = advisory.groups.map(({ claims }) => spansOfClaims(claims));
  const keys: string[][] = advisory.groups.map(() => []);
  const makers: string[] = [];
  for (const [key, places] of advisory.byKey) {
    if (key.startsWith('only:')) makers.push(key);
    else for (const place of places) keys[place]?.push(key);
  }
  const title = [...advisory.context].map((word) => `word:${word}`).filter((key) => !advisory.byKey.has(key));
  const byTitle: Place = { keys: title, spans: unite(spans.slice(0, GROUPS_BY_TITLE_MAX).flat()) };
  // The version of a line that names but a maker is none of the product.
  const byMaker: Place = { keys: makers, spans: [EVERYWHERE] };
  return [...spans.map((of, place) => ({ keys: keys[place] ?? [], spans: of })), byTitle, byMaker].filter(
    (place) => place.keys.length > 0 && place.spans.length > 0,
  );
}

const AFFECTED: ReadonlySet<ProductStatus> = new Set(['known_affected', 'first_affected', 'last_affected']);
const LOOKED_INTO: ReadonlySet<ProductStatus> = new Set(['under_investigation', 'unknown']);
const FIXED: ReadonlySet<ProductStatus> = new Set(['fixed', 'first_fixed', 'recommended']);

/** The spans of each key of some places. */
export function spansByKey(places: readonly Place[]): ReadonlyMap<string, readonly KeySpan[]> {
  const found = new Map<string, KeySpan[]>();
  for (const { keys, spans } of places) {
    for (const key of keys) {
      const there = found.get(key);
      if (there === undefined) found.set(key, [...spans]);
      else there.push(...spans);
    }
  }
  return new Map([...found].map(([key, spans]) => [key, unite(spans)]));
}

/** By the order in which a vulnerability is decided (`decide-vulnerability.ts`). */
function spansOfClaims(claims: readonly Claim[]): readonly KeySpan[] {
  const affected = new Set<number>();
  const fixed = new Set<number>();
  for (const { vulnerability, status } of claims.flatMap(({ statuses }) => statuses)) {
    if (AFFECTED.has(status)) affected.add(vulnerability);
    if (FIXED.has(status)) fixed.add(vulnerability);
  }
  // Where only the fixed builds are told, what is older is concerned, by an order of its own.
  for (const vulnerability of fixed) if (!affected.has(vulnerability)) return [EVERYWHERE];
  return unite(
    claims.flatMap((claim) =>
      claim.isExact || claim.statuses.some(({ status }) => AFFECTED.has(status) || LOOKED_INTO.has(status))
        ? spansOfRange(claim.range)
        : [],
    ),
  );
}

/**
 * Where a line stands: everywhere where its version can't be read or is that of its name (`rule-on-groups.ts`), where it names what is in it too,
 * or where it may name no more than a maker, so that its version is none of the product.
 */
export function spanOfItem({ identity, keys, versions }: Pick<PreparedItem, 'identity' | 'keys' | 'versions'>): KeySpan {
  if (identity.inside !== undefined || isVersionOfName(versions, identity.versionInName)) return EVERYWHERE;
  return mayNameMakerAlone(identity) && !keys.some((key) => key.startsWith('only:')) ? EVERYWHERE : spanOfVersions(versions);
}

/** No less than `matchers/name.ts` takes for a maker alone; most of these have a key that says so (`only:`, products/product-key.ts). */
function mayNameMakerAlone(identity: ProductIdentity): boolean {
  if (identity.namesMakerOnly) return true;
  if (identity.cpes.length + identity.purls.length > 0) return false;
  const whole = identity.variants.find(({ kind }) => kind === 'whole') ?? identity.variants[0];
  const isMakers = (word: string) => identity.maker.names.some(({ sequences }) => sequences.some((words) => words.includes(word)));
  if (whole === undefined) return true;
  return (
    !whole.words.some((word) => kindOfWord(word) === 'own' && !isMakers(word)) &&
    whole.words.filter((word) => kindOfWord(word) !== 'compound').length <= 1
  );
}
