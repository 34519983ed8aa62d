import type { ItemVersions } from '../products/read-version.ts';
import type { ProductIdentity } from '../products/product-identity.ts';
import { closestNames } from './closest-names.ts';
import { isOtherLinux } from './linux-of.ts';
import { matchByCpe } from './matchers/cpe.ts';
import { isCloser, type Likeness } from './matchers/likeness.ts';
import { matchByName, type AskedWords, type NameContext } from './matchers/name.ts';
import { matchByPurl } from './matchers/purl.ts';
import type { PreparedAdvisory, ProductGroup } from './prepare-advisory.ts';
import type { PreparedItem } from './prepare-item.ts';

/** More siblings of one likeness say nothing more. */
const GROUPS_MAX = 60;

/** The groups of products of an advisory that a line is most like, and how like. */
export type LikestGroups = {
  readonly groups: readonly ProductGroup[];
  readonly likeness: Likeness;
  /** The generation that the line's name bears ("CP 1242-7 V2"), unless that is its version. */
  readonly generation?: string;
  /** Any version that the line's name bears ("Desigo CC V5.0"). */
  readonly nameVersion?: string;
};

/** What of the line decides which products it is like: all but its versions, and of these the first number at most (`matchers/name.ts`). */
export type NamedLine = Pick<PreparedItem, 'identity' | 'written' | 'keys' | 'platform'> & { readonly firstNumber?: string };

/**
 * The groups that the line is most like, in the order of the document; undefined where the advisory names none that it could be.
 * `isMet`: the advisory was found by a key or word that the line shares with it (`prepare-advisories.ts`), so that nobody need look again.
 */
export function findLikestGroups(
  advisory: PreparedAdvisory,
  item: NamedLine,
  memory?: LikenessMemory,
  isMet = false,
): LikestGroups | undefined {
  let best: Likeness | undefined;
  let groups: ProductGroup[] = [];
  for (const place of candidatePlaces(advisory, item, isMet)) {
    const group = advisory.groups[place];
    if (group === undefined || isOtherLinux(group.platform, item.platform)) continue;
    const likeness = memory === undefined ? likenessOf(group, item, advisory) : rememberedLikeness(group, item, advisory, memory);
    if (likeness === undefined) continue;
    if (isCloser(likeness, best)) {
      best = likeness;
      groups = [group];
    } else if (likeness.grade === best?.grade && groups.length < GROUPS_MAX) groups.push(group);
  }
  if (best === undefined) return undefined;
  const generation = generationOf(item.identity);
  const nameVersion = item.identity.versionInName;
  return {
    groups: closestNames(groups, item.written),
    likeness: best,
    ...(generation === undefined ? {} : { generation }),
    ...(nameVersion === undefined ? {} : { nameVersion }),
  };
}

/** "V2" behind a name is its generation or its version: the other columns tell. */
export function generationOf({ versionInName }: ProductIdentity): string | undefined {
  return versionInName !== undefined && /^\d+$/.test(versionInName) ? versionInName : undefined;
}

/** All that a line tells of its version is the one in its name. */
export function isVersionOfName(versions: ItemVersions, nameVersion: string | undefined): boolean {
  if (nameVersion === undefined || versions.kind !== 'versions' || versions.versions.length !== 1) return false;
  return bareVersion(versions.versions[0]?.text ?? '') === bareVersion(nameVersion);
}

/** Both names bear a version, and it is the same. */
export function isSameVersion(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && bareVersion(one) === bareVersion(other);
}

/** A version as it stands in a name or a column, to be compared as text. */
function bareVersion(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^v\.?\s*(?=\d)/, '');
}

/** Groups that share a key, in the order of the document; where only the title or a family does, those of the same maker. */
function candidatePlaces(advisory: PreparedAdvisory, item: NamedLine, isMet: boolean): readonly number[] {
  // Most advisories are about one product, and one line meets thousands of them.
  if (advisory.groups.length === 1) return isMet || sharesKeyOrWord(advisory, item) ? ONLY : NONE;
  const places = new Set<number>();
  for (const key of item.keys) for (const place of advisory.byKey.get(key) ?? []) places.add(place);
  if (places.size === 0 && sharesWord(advisory, item)) {
    for (let place = 0; place < Math.min(advisory.groups.length, GROUPS_MAX); place += 1) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

const ONLY: readonly number[] = [0];
const NONE: readonly number[] = [];

function sharesKeyOrWord(advisory: PreparedAdvisory, item: NamedLine): boolean {
  for (const key of item.keys) if (advisory.byKey.has(key)) return true;
  return sharesWord(advisory, item);
}

function sharesWord({ context }: PreparedAdvisory, { keys }: NamedLine): boolean {
  return keys.some((key) => key.startsWith('word:') && context.has(key.slice(5)));
}

/**
 * How like a line is to products that many advisories name, by their shared identity (`prepareAdvisory` makes one for all where it is given
 * the same `identities`). What was found holds for every advisory that answers the same to what was asked of its words. For one line.
 */
export type LikenessMemory = Map<ProductIdentity, Remembered[]>;
type Remembered = { readonly isPackage: boolean; readonly questions: readonly Question[]; readonly likeness: Likeness | undefined };
type Question = { readonly of: 'context' | 'mentions'; readonly word: string; readonly answer: boolean };
type Around = Pick<PreparedAdvisory, 'context' | 'mentions'>;

/** Beyond, nothing more is remembered of one product. */
const REMEMBERED_MAX = 16;

function rememberedLikeness(group: ProductGroup, item: NamedLine, around: Around, memory: LikenessMemory): Likeness | undefined {
  const there = memory.get(group.identity) ?? [];
  for (const { isPackage, questions, likeness } of there)
    if (isPackage === group.isPackage && questions.every(({ of, word, answer }) => wordsOf(around, of).has(word) === answer))
      return likeness;
  const questions: Question[] = [];
  const noted = (of: Question['of']): AskedWords => ({
    has: (word) => {
      const answer = wordsOf(around, of).has(word);
      questions.push({ of, word, answer });
      return answer;
    },
  });
  const likeness = likenessOf(group, item, { context: noted('context'), mentions: () => noted('mentions') });
  if (there.length < REMEMBERED_MAX) memory.set(group.identity, [...there, { isPackage: group.isPackage, questions, likeness }]);
  return likeness;
}

function wordsOf({ context, mentions }: Around, of: Question['of']): AskedWords {
  return of === 'context' ? context : mentions();
}

function likenessOf(
  group: ProductGroup,
  item: NamedLine,
  { context, mentions }: Pick<NameContext, 'context' | 'mentions'>,
): Likeness | undefined {
  // A package of another kind of repository: cpan's DBD-SQLite is no rpm.
  if (group.isPackage && item.identity.purls.length > 0 && !item.identity.purls.some(({ type }) => PACKAGE_TYPES.has(type)))
    return undefined;
  const byPurl = matchByPurl(group.identity, item.identity);
  if (byPurl === 'other-package') return undefined;
  return (
    byPurl ??
    matchByCpe(group.identity, item.identity) ??
    matchByName(group.identity, item.identity, {
      context,
      mentions,
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
