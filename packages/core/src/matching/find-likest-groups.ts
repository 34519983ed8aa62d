import type { ItemVersions } from '../products/read-version.ts';
import { closestNames } from './closest-names.ts';
import { isOtherLinux } from './linux-of.ts';
import { matchByCpe } from './matchers/cpe.ts';
import { isCloser, type Likeness } from './matchers/likeness.ts';
import { matchByName } from './matchers/name.ts';
import { matchByPurl } from './matchers/purl.ts';
import type { PreparedAdvisory, ProductGroup } from './prepare-advisory.ts';
import type { PreparedItem } from './prepare-item.ts';

/** More siblings of one likeness say nothing more. */
const GROUPS_MAX = 60;

/** The groups of products of an advisory that a line is most like, and how like. */
export type LikestGroups = { readonly groups: readonly ProductGroup[]; readonly likeness: Likeness };

/** What of the line decides which products it is like: all but its versions, and of these the first number at most (`matchers/name.ts`). */
export type NamedLine = Pick<PreparedItem, 'identity' | 'written' | 'keys' | 'platform'> & { readonly firstNumber?: string };

/** The groups that the line is most like, in the order of the document; undefined where the advisory names none that it could be. */
export function findLikestGroups(advisory: PreparedAdvisory, item: NamedLine): LikestGroups | undefined {
  let best: Likeness | undefined;
  let groups: ProductGroup[] = [];
  for (const place of candidatePlaces(advisory, item)) {
    const group = advisory.groups[place];
    if (group === undefined || isOtherLinux(group.platform, item.platform)) continue;
    const likeness = likenessOf(group, advisory, item);
    if (likeness === undefined) continue;
    if (isCloser(likeness, best)) {
      best = likeness;
      groups = [group];
    } else if (likeness.grade === best?.grade && groups.length < GROUPS_MAX) groups.push(group);
  }
  return best === undefined ? undefined : { groups: closestNames(groups, item.written), likeness: best };
}

/** Groups that share a key, in the order of the document; where only the title or a family does, those of the same maker. */
function candidatePlaces(advisory: PreparedAdvisory, item: NamedLine): readonly number[] {
  const places = new Set<number>();
  for (const key of item.keys) for (const place of advisory.byKey.get(key) ?? []) places.add(place);
  if (places.size === 0 && item.keys.some((key) => key.startsWith('word:') && advisory.context.has(key.slice(5)))) {
    for (let place = 0; place < Math.min(advisory.groups.length, GROUPS_MAX); place += 1) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

function likenessOf(group: ProductGroup, advisory: PreparedAdvisory, item: NamedLine): Likeness | undefined {
  // A package of another kind of repository: cpan's DBD-SQLite is no rpm.
  if (group.isPackage && item.identity.purls.length > 0 && !item.identity.purls.some(({ type }) => PACKAGE_TYPES.has(type)))
    return undefined;
  const byPurl = matchByPurl(group.identity, item.identity);
  if (byPurl === 'other-package') return undefined;
  return (
    byPurl ??
    matchByCpe(group.identity, item.identity) ??
    matchByName(group.identity, item.identity, {
      context: advisory.context,
      mentions: advisory.mentions,
      firstNumber: item.firstNumber,
      isPackage: group.isPackage,
    })
  );
}

const PACKAGE_TYPES: ReadonlySet<string> = new Set(['rpm', 'deb', 'apk']);

/** The first number of a line's first version, which a name may lack: "Windows Server", "2019". */
export function firstNumberOf(versions: ItemVersions): string | undefined {
  const first = versions.kind === 'versions' ? versions.versions[0]?.parts[0] : undefined;
  return first?.kind === 'number' ? first.digits : undefined;
}
