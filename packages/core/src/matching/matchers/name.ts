import { isSameWithoutSlip, sameMaker, type Maker, type SameMaker } from '../../products/maker.ts';
import type { IdentityVariant, ProductIdentity } from '../../products/product-identity.ts';
import { kindOfWord, singular } from '../../products/product-words.ts';
import { isLikeWord, LIKE_MIN } from '../../products/word-likeness.ts';
import type { Likeness } from './likeness.ts';

/** Words that are asked for and never walked through, so that who asks can note what the answer depended on. */
export type AskedWords = Pick<ReadonlySet<string>, 'has'>;

/** What the advisory offers beside the names of the product. */
export type NameContext = {
  /** Words of its title and its families. */
  readonly context: AskedWords;
  /** All its words: a supplier that it speaks of is not somebody else. */
  readonly mentions: () => AskedWords;
  /** The version column may carry what the name lacks: "Windows Server", "2019". */
  readonly firstNumber?: string;
  /** The product is a package of a distribution: only that one's own line is meant, not the maker of what is packed. */
  readonly isPackage?: boolean;
};

/**
 * Compares names, folded and without words that say nothing. Every word of the advisory's name must stand in the line's; what the line
 * says more makes it less than certain, what it says less makes it a family or, with the maker alone, no more than possible. Another
 * maker ends it, unless the advisory speaks of that one too.
 */
export function matchByName(advisory: ProductIdentity, item: ProductIdentity, around: NameContext): Likeness | undefined {
  const { maker, byBrand, inName, isSlip } = makerOfBoth(advisory, item);
  if (around.isPackage === true && byBrand) return undefined;
  const mentioned = maker === 'other' && around.isPackage !== true && isMentioned(item.maker, around.mentions());
  if (maker === 'other' && !mentioned) return undefined;
  if (item.namesMakerOnly) return hasIdentifier(item) ? undefined : maker === 'same' ? namedLikeItsMaker(advisory, item) : undefined;
  let best: Likeness | undefined;
  for (const variant of advisory.variants) {
    if (variant.kind === 'held') continue;
    const likeness = matchVariant(variant, advisory, item, around, maker, byBrand);
    if (likeness !== undefined && (best === undefined || rank(likeness) > rank(best))) best = likeness;
    if (best?.grade === 'same') break;
  }
  if (best !== undefined && around.isPackage === true && maker !== 'same') return { ...best, grade: 'family' };
  if (best !== undefined && isSlip === true) return { ...best, grade: 'family' };
  // A supplier that is only spoken of, told by nothing but a word of the name, or almost written so, makes nothing certain.
  if (best?.grade === 'same' && (mentioned || inName === true || byBrand || !isSameWithoutSlip(advisory.maker, item.maker)))
    return { ...best, grade: 'likely' };
  return best ?? (maker === 'same' && !byBrand ? familyOrMaker(advisory, item, around) : undefined);
}

/** A line with an identifier names its product: it is that one or none. */
function hasIdentifier(item: ProductIdentity): boolean {
  return item.cpes.length + item.purls.length > 0;
}

function rank(likeness: Likeness): number {
  return ['maker', 'family', 'likely', 'same'].indexOf(likeness.grade) * 2 + Number(likeness.identifiedBy !== 'alias');
}

/** A product that bears its maker's name ("ELOG" of ELOG) is named by a line that says no more. */
function namedLikeItsMaker(advisory: ProductIdentity, item: ProductIdentity): Likeness {
  const whole = item.variants[0]?.words.join('');
  const same = advisory.variants.some((variant) => variant.kind !== 'held' && variant.words.join('') === whole);
  return { identifiedBy: 'name', grade: same ? 'likely' : 'maker' };
}

type MakerOfBoth = { readonly maker: SameMaker; readonly byBrand: boolean; readonly inName?: boolean; readonly isSlip?: boolean };

/**
 * `inName`: the line names the maker in the name of the product, whoever it names as the supplier. `byBrand`: only a word of the product's name says so, which is too little to speak of
 * other products of that maker.
 */
function makerOfBoth(advisory: ProductIdentity, item: ProductIdentity): MakerOfBoth {
  const by = sameMaker(advisory.maker, item.maker);
  if (by === 'same') return { maker: 'same', byBrand: false };
  // "Fortinet FortiGate" in one column, from a reseller in the other.
  // A product that bears its maker's name says nothing of the maker.
  if (
    !advisory.namesMakerOnly &&
    advisory.maker.names.some(({ sequences }) =>
      sequences.some((words) => words.join('').length >= 4 && words.every((word) => item.words.has(word))),
    )
  )
    return { maker: 'same', byBrand: false, inName: true };
  // The brand that somebody took for the maker: Welch Allyn, ClamAV.
  if (
    item.maker.names.some(
      ({ sequences: [words = []] }) =>
        words.join('').length >= 2 && words.some((word) => kindOfWord(word) === 'own') && words.every((word) => hasWord(advisory, word)),
    )
  )
    return { maker: 'same', byBrand: true };
  // "Fuji V-Server" in one column: the first word of Fuji Electric in front of the name.
  const first = item.variants[0]?.words[0] ?? '';
  if (
    by === 'unknown' &&
    !advisory.namesMakerOnly &&
    item.maker.names.length === 0 &&
    first.length >= 4 &&
    advisory.maker.names.some(({ sequences: [words] }) => words?.[0] === first)
  )
    return { maker: 'same', byBrand: true };
  // "IBM DB2" in one column: a short name of the maker in front of the name.
  const [front = '', ...others] = item.variants[0]?.words ?? [];
  if (
    by === 'unknown' &&
    item.maker.names.length === 0 &&
    front.length < 4 &&
    others.length > 0 &&
    advisory.maker.names.some(
      ({ joined, words }) => joined === front || (words.length > 1 && words[0] === front && kindOfWord(front) === 'own'),
    )
  )
    return { maker: 'same', byBrand: false, inName: true };
  // "Kwartelvleit EPD" in one column: the maker with a slip of the pen.
  if (
    by === 'unknown' &&
    item.maker.names.length === 0 &&
    advisory.maker.names.some(({ stem }) => stem.length >= 7 && [...item.typed].some((word) => word.length >= 7 && isLikeWord(stem, word)))
  )
    return { maker: 'same', byBrand: true, isSlip: true };
  return { maker: by, byBrand: false };
}

function hasWord(identity: ProductIdentity, word: string): boolean {
  return identity.words.has(word) || identity.pairs.has(word);
}

function isMentioned(maker: Maker, mentions: AskedWords): boolean {
  return maker.names.some(
    ({ words }) =>
      words.some((word) => word.length >= 3 && kindOfWord(word) === 'own') && words.every((word) => word.length >= 3 && mentions.has(word)),
  );
}

function matchVariant(
  variant: IdentityVariant,
  advisory: ProductIdentity,
  item: ProductIdentity,
  around: NameContext,
  maker: SameMaker,
  byBrand: boolean,
): Likeness | undefined {
  if ((variant.kind === 'abbreviation' || variant.kind === 'initials' || variant.kind === 'cut') && maker !== 'same') return undefined;
  // A bracket that many models have, "(EU)", is an abbreviation of none of them.
  if (variant.kind === 'abbreviation' && areOtherModels(advisory, item)) return undefined;
  const cover = coverOf(variant.words, advisory, item, around, maker === 'same');
  if (cover === undefined) return undefined;
  // "Polarion ALM" is no Automation License Manager: initials that stand beside a name are another's.
  if (variant.kind === 'initials' && hasMore(item, cover.used, 'own')) return undefined;
  const resolved = variant.kind === 'alias' || variant.kind === 'known' || ![...cover.used].some((word) => item.typed.has(word));
  const identifiedBy = resolved && item.typed.size > 0 && cover.used.size > 0 && !cover.joined ? 'alias' : 'name';
  const brand = advisory.brandInName && item.brandInName && maker === 'same';
  if (cover.slip) return { identifiedBy: 'name', grade: gradeOfSlip(cover, item, maker === 'same' && !byBrand) };
  if (cover.missing.length === 0) {
    // "Windows Server" of nobody: kinds of things, but the whole name of both.
    if (cover.own === 0 && maker !== 'same')
      return maker === 'unknown' && variant.words.length > 1 && isAllOf(item, cover.used) ? { identifiedBy, grade: 'family' } : undefined;
    // Another name of the product that only a bracket mentions: "365 (Exchange Online, Teams)".
    if (variant.kind === 'known' && isInBracketsOnly(item, cover.used)) return { identifiedBy, grade: 'family' };
    if (maker !== 'same') return gradeWithoutMaker(advisory, item, cover, identifiedBy);
    if (cover.abbreviated || variant.kind === 'cut') return { identifiedBy, grade: 'likely' };
    if (isAllOf(item, cover.used)) return { identifiedBy, grade: cover.joined || isOtherOrder(variant.words, item) ? 'likely' : 'same' };
    return { identifiedBy, grade: goesOn(item, cover.used) ? 'family' : 'likely' };
  }
  // Two models of one series: "SCALANCE WAM766-1 (EU)" is not "SCALANCE M876-4 (EU)".
  if (cover.missing.some(isModel) && [...item.words].some((word) => isModel(word) && !cover.used.has(word))) return undefined;
  // What is missing is a kind of thing ("Server", "Online"), and the line adds no name of its own.
  if (maker !== 'same' || byBrand || cover.own + Number(brand) === 0) return undefined;
  if (cover.missing.some((word) => kindOfWord(word) === 'own' || kindOfWord(word) === 'compound')) return undefined;
  // A model tells as much as two words: "CMS8000" is the "CMS8000 Patient Monitor".
  const told = cover.own + cover.other + Number(brand) + Number([...cover.used].some(isModel));
  if (told < 2 && variant.words.length !== 2) return undefined;
  if (hasMore(item, cover.used, 'own')) return undefined;
  // Another kind of thing on both sides: a sibling, or the same under a sloppy name.
  if (hasMore(item, cover.used, 'weak')) return told >= 2 ? { identifiedBy, grade: 'family' } : undefined;
  return told >= 2 ? { identifiedBy, grade: 'likely' } : { identifiedBy, grade: 'family' };
}

/**
 * Of a line that names no maker, or another that the advisory speaks of: a name that goes on, or has one in front, may be another product.
 * Of "Lindehorst Planner" but the "Planner" says nothing where the line is "Berkenwijk Planner".
 */
function gradeWithoutMaker(
  advisory: ProductIdentity,
  item: ProductIdentity,
  cover: Cover,
  by: Likeness['identifiedBy'],
): Likeness | undefined {
  const isMore = hasMore(item, cover.used, 'own');
  if (advisory.brandInName && isMore && !advisory.maker.names.some(({ words }) => words.some((word) => item.words.has(word))))
    return undefined;
  return { identifiedBy: by, grade: isMore && goesOnOrBefore(item, cover.used) ? 'family' : 'likely' };
}

/** "Planner Kwartelvliet": the same words, but written otherwise. */
function isOtherOrder(words: readonly string[], item: ProductIdentity): boolean {
  const whole = item.variants.find((variant) => variant.kind === 'whole')?.words ?? [];
  const places = words.map((word) => whole.indexOf(word)).filter((place) => place >= 0);
  return places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
}

/** A slip of the pen is never certain; without the maker, or where the name goes on, it may be another product. */
function gradeOfSlip(cover: Cover, item: ProductIdentity, ofSameMaker: boolean): Likeness['grade'] {
  return ofSameMaker && !hasMore(item, cover.used, 'own') && !goesOn(item, cover.used) ? 'likely' : 'family';
}

/** Letters and digits in one, as models are written; "sp1" and "v2" are versions. */
function isModel(word: string): boolean {
  return word.length >= 4 && /\p{L}/u.test(word) && /\d/.test(word) && !/^(?:v|sp|hf|cu|el|rhel|sles)\d/.test(word);
}

/** Both name a model, and neither names one of the other's. */
function areOtherModels(advisory: ProductIdentity, item: ProductIdentity): boolean {
  const [its, others] = [advisory.models, item.models].map((models) => models.filter(isModel)) as [string[], string[]];
  return its.length > 0 && others.length > 0 && !its.some((model) => others.includes(model));
}

type Cover = {
  readonly used: ReadonlySet<string>;
  readonly missing: readonly string[];
  readonly own: number;
  readonly other: number;
  readonly abbreviated: boolean;
  /** Written as one word where the advisory has two, or as two where it has one. */
  readonly joined: boolean;
  /** A word of it is almost one of the line's, and the rest is there. */
  readonly slip: boolean;
};

/** Which words of a name the line has; undefined where it has none, or names another number ("Server 2022" against "Server 2019"). */
function coverOf(
  words: readonly string[],
  advisory: ProductIdentity,
  item: ProductIdentity,
  around: NameContext,
  ofSameMaker: boolean,
): Cover | undefined {
  const whole = words.length > 2 ? singular(words.join('')) : undefined;
  if (whole !== undefined && item.words.has(whole))
    return { used: new Set([whole]), missing: [], own: 1, other: 0, abbreviated: false, joined: true, slip: false };
  const used = new Set<string>();
  const missing: string[] = [];
  let own = 0;
  let other = 0;
  let abbreviated = false;
  let joined = false;
  let slip = false;
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place] ?? '';
    const next = words[place + 1];
    const kind = kindOfWord(word);
    const as = asInItem(word, advisory.series.has(word), item);
    if (as !== undefined) {
      for (const one of as) used.add(one);
      joined ||= as.length > 1;
      // The brand in front of a name does not make it the same product.
      if (ofSameMaker && words.length > 1 && isMakersWord(word, advisory)) continue;
    } else if (next !== undefined && item.words.has(singular(word + next))) {
      used.add(singular(word + next));
      joined = true;
      place += 1;
      own += 1;
      continue;
    } else if (kind === 'number') {
      if (around.firstNumber === word && item.models.length === 0 && ![...item.words].some((one) => /\d/.test(one))) {
        other += 1;
        continue;
      }
      if ([...item.words].some((one) => isOtherNumber(one, word))) return undefined;
      missing.push(word);
      continue;
    } else if (ofSameMaker && words.length > 1 && isMakersWord(word, advisory)) {
      // "Meridiaan EPD" of Meridiaan Zorgsoftware: its maker is told already.
      continue;
    } else {
      const short = beginningInItem(word, advisory, item);
      const like = short === undefined ? likeInItem(word, next, advisory, item) : undefined;
      if (short !== undefined) {
        used.add(short);
        abbreviated = true;
      } else if (like !== undefined) {
        used.add(like.word);
        slip = true;
        if (like.isJoined) place += 1;
      } else {
        missing.push(word);
        continue;
      }
    }
    if (kind === 'own' || kind === 'compound') own += 1;
    else other += 1;
  }
  if (used.size === 0) return undefined;
  // The maker in front of the name, or in the middle of it, is no name of its own.
  if (ofSameMaker) for (const word of item.typed) if (isMakersWord(word, advisory)) used.add(word);
  // A slip in a name of which more is missing is no name.
  if (slip && missing.length > 0) return undefined;
  return { used, missing, own, other, abbreviated, joined, slip };
}

/** A word of the line that this one begins with: "Intellispace Cardiovasc". A brand in front of a name that is glued to it is none. */
function beginningInItem(word: string, advisory: ProductIdentity, item: ProductIdentity): string | undefined {
  if (kindOfWord(word) === 'noise') return undefined;
  return [...item.words].find(
    (one) =>
      one.length >= 4 &&
      !/\d/.test(one) &&
      word.length > one.length &&
      word.startsWith(one) &&
      !isMakersWord(one, item) &&
      !isMakersWord(one, advisory),
  );
}

/** "2022" against "2019", "1243" against "343": numbers of three digits and more are models and years. */
function isOtherNumber(word: string, number: string): boolean {
  // "1542SP" is a number with letters behind it.
  const digits = /^\d{3,}(?=\p{L}{1,2}$)/u.exec(word)?.[0];
  if (digits !== undefined && number.length >= 3) return digits !== number;
  return /^\d+$/.test(word) && (word.length === number.length || Math.min(word.length, number.length) >= 3);
}

/** A word of the line with a slip of the pen, the next one joined to it or not; none that the advisory has as a word of its own. */
function likeInItem(
  word: string,
  next: string | undefined,
  advisory: ProductIdentity,
  item: ProductIdentity,
): { readonly word: string; readonly isJoined: boolean } | undefined {
  if (kindOfWord(word) === 'noise') return undefined;
  for (const typed of item.typed) {
    if (typed.length < LIKE_MIN || advisory.words.has(typed)) continue;
    if (isLikeWord(word, typed)) return { word: typed, isJoined: false };
    if (next !== undefined && isLikeWord(word + next, typed)) return { word: typed, isJoined: true };
  }
  return undefined;
}

/** The words of the line that are this one: the word, its two halves, or a model that fits the pattern of a series. */
function asInItem(word: string, isSeries: boolean, item: ProductIdentity): readonly string[] | undefined {
  if (item.words.has(word)) return [word];
  if (item.pairs.has(word)) return [...item.words].filter((one) => one.length > 1 && (word.startsWith(one) || word.endsWith(one)));
  if (!isSeries && !/\dx|x\d/.test(word)) return undefined;
  const pattern = modelPattern(word, isSeries);
  const model = [...item.words].find((one) => pattern.test(one));
  return model === undefined ? undefined : [model];
}

/** "2cd2xx2fwd" takes 2cd2142fwd; in a series also the number that follows: "cm" takes cm12 and cm12e, and of "S/G family" the "g" not a GmbH. */
function modelPattern(word: string, isSeries: boolean): RegExp {
  const placeholders = word.replace(/[^\p{L}\p{N}]/gu, '').replace(/(?<=\d)x+|x+(?=\d)/g, (run) => '\\d'.repeat(run.length));
  return new RegExp(`^${placeholders.replace(/x+$/, (run) => '\\d'.repeat(run.length))}${isSeries ? '(?:\\d+\\p{L}*)?' : ''}$`, 'u');
}

/** True where some name of the line says no more than the words that were used; models and numbers behind a name do not count. */
function isAllOf(item: ProductIdentity, used: ReadonlySet<string>): boolean {
  return item.variants.some(
    (variant) =>
      variant.kind !== 'held' &&
      variant.kind !== 'cut' &&
      variant.words.some((word) => used.has(word)) &&
      variant.words.every((word) => isAccounted(word, used, item)),
  );
}

function isInBracketsOnly(item: ProductIdentity, used: ReadonlySet<string>): boolean {
  const whole = item.variants.find((variant) => variant.kind === 'whole');
  const named = item.variants.some(
    (variant) => variant.kind !== 'held' && variant.kind !== 'whole' && variant.words.some((word) => used.has(word)),
  );
  return whole !== undefined && !named && !whole.words.some((word) => used.has(word));
}

/** A number of three digits is a name ("HiX 365"); shorter ones are versions, longer ones years and models. */
function isAccounted(word: string, used: ReadonlySet<string>, item: ProductIdentity): boolean {
  return (
    used.has(word) ||
    word.length === 1 ||
    (/\d/.test(word) && !/^\d{3}$/.test(word)) ||
    item.place.has(word) ||
    (kindOfWord(word) === 'compound' && !isNamedCompound(word, item)) ||
    isMakersWord(word, item)
  );
}

/**
 * True where the line's name begins with the words that were used and goes on with a name: "Firepower Threat Defense" is not Firepower.
 * What describes ("FortiGate hoofdlocatie") is rarely written with a capital.
 */
function goesOn(item: ProductIdentity, used: ReadonlySet<string>): boolean {
  const words = item.variants.find((variant) => variant.kind === 'whole')?.words ?? [];
  const first = words.findIndex((word) => !isAccounted(word, used, item));
  return (
    first > 0 &&
    words
      .slice(first)
      .some(
        (word) =>
          (kindOfWord(word) === 'own' || kindOfWord(word) === 'compound') &&
          word.length > 2 &&
          item.capitals.has(word) &&
          !isAccounted(word, used, item),
      )
  );
}

/** True where a name stands beside the words that were used, written as one. */
function goesOnOrBefore(item: ProductIdentity, used: ReadonlySet<string>): boolean {
  const words = item.variants.find((variant) => variant.kind === 'whole')?.words ?? [];
  return words.some((word) => kindOfWord(word) === 'own' && word.length > 2 && item.capitals.has(word) && !isAccounted(word, used, item));
}

function isMakersWord(word: string, identity: ProductIdentity): boolean {
  return identity.maker.names.some(
    ({ joined, sequences }) => joined === word || (word.length >= 4 && sequences.some((words) => words.includes(word))),
  );
}

/** A compound that is written as a name is one: "Patiëntportaal", not "ruimteregelaar". */
function isNamedCompound(word: string, item: ProductIdentity): boolean {
  return kindOfWord(word) === 'compound' && item.capitals.has(word);
}

/** True where the line has more words of this kind than were used. */
function hasMore(item: ProductIdentity, used: ReadonlySet<string>, kind: 'own' | 'weak'): boolean {
  const whole = item.variants.find((variant) => variant.kind === 'whole') ?? item.variants[0];
  return (
    whole !== undefined &&
    whole.words.some(
      (word) =>
        word.length > 2 && (kindOfWord(word) === kind || (kind === 'own' && isNamedCompound(word, item))) && !isAccounted(word, used, item),
    )
  );
}

/** A line that names a family of which this is one, or nothing but kinds of things of this maker. */
function familyOrMaker(advisory: ProductIdentity, item: ProductIdentity, around: NameContext): Likeness | undefined {
  const whole = item.variants.find((variant) => variant.kind === 'whole') ?? item.variants[0];
  if (hasIdentifier(item)) return undefined;
  if (whole === undefined) return { identifiedBy: 'name', grade: 'maker' };
  const own = whole.words.filter((word) => kindOfWord(word) === 'own' && !isMakersWord(word, item));
  if (own.length === 0) {
    // "Meridiaan Patiëntportaal": written as a name, so it is one, of another product.
    if (whole.words.some((word) => isNamedCompound(word, item))) return undefined;
    // One word that describes ("OT-monitoring"); two or more may be a product's whole name ("App Suite").
    const describes =
      whole.words.filter((word) => kindOfWord(word) !== 'compound').length <= 1 && !whole.words.some((word) => /\d/.test(word));
    return describes ? { identifiedBy: 'name', grade: 'maker' } : undefined;
  }
  const known = (word: string) => hasWord(advisory, word) || around.context.has(word);
  return whole.words.every((word) => known(word) || item.place.has(word) || kindOfWord(word) === 'compound')
    ? { identifiedBy: 'name', grade: 'family' }
    : undefined;
}
