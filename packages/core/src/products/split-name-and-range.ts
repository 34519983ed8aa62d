import { readVersionRange } from './read-version-range.ts';
import type { VersionRange } from './version-range.ts';

/** A name with the versions that its maker wrote behind it: "Poort versions prior to 4.2". */
export type NameAndRange = { readonly name: string; readonly range: VersionRange };

const NAME_MAX = 500;
/** A word that says that versions are spoken of. */
const OF_VERSIONS = String.raw`(?:(?:all|any|alle)\s+)?(?:(?:firmware|software|fw|sw)\s+)?(?:versions?|versies?|versionen|version\(s\)|releases?)`;
/** One version: with a point, or with a V in front. A bare number is a number of the name ("up to 4 channels"). */
const ONE = String.raw`(?:[vr]?\d+(?:\.\w+)+\S*|v\d+\S*)`;
/** Words of a range that need a version behind them: English, German, Dutch. */
const BEFORE = String.raw`(?:prior to|before|earlier than|older than|lower than|less than|below|up to(?: and including)?|until|through|vor|bis(?: einschlie(?:ß|ss)lich)?|kleiner als|älter als|tot(?: en met)?|t\/m|vóór|voor|lager dan|ouder dan|eerder dan|later than|newer than|after|vanaf|ab)`;
const AFTER = String.raw`(?:and|or|und|oder|en|of|\/)\s+(?:all\s+)?(?:prior|earlier|below|older|lower|previous|before|later|newer|above|higher|früher|älter|niedriger|lager|ouder|eerder|hoger|later)(?:\s+versions?|\s+versies?|\s+versionen)?`;
const START = String.raw`(?<=[\p{L}\p{N})\]®™])(?:\s*[,;:(\[–—-]\s*|\s+)`;

/** From the most telling on: the first that reads as a range is it. */
const TAILS: readonly RegExp[] = [
  // "versions prior to 4.2", "alle versies tot en met 4.1", "all versions"
  new RegExp(String.raw`${START}(?<range>${OF_VERSIONS}\b.*)$`, 'iu'),
  // "< 4.2", ">= 4.0, < 4.2"
  new RegExp(String.raw`${START}(?<range>(?:<=?|>=?|≤|≥|＜).*\d.*)$`, 'iu'),
  // "prior to 4.2"
  new RegExp(String.raw`${START}(?<range>${BEFORE}\s+(?:${OF_VERSIONS}\s+)?${ONE}.*)$`, 'iu'),
  // "4.1 and prior", "4.0 through 4.1"
  new RegExp(String.raw`${START}(?<range>${ONE}\s+(?:${AFTER}|(?:through|up to|to|bis|tot(?: en met)?|t\/m)\s+${ONE}).*)$`, 'iu'),
];

/** Without one of these no tail is there; most names have none. */
const SIGNAL =
  /[<>≤≥＜]|[\s(](?:(?:versions?|versies?|versionen|releases?|prior|earlier|below|older|lower|previous|before|later|newer|above|higher|less|up|until|through|to|after|ab|bis|vor|kleiner|tot|t\/m|voor|lager|ouder|eerder|hoger|vanaf)[\s)(]|fr|v[óÓ]|[äÄ]|(?:prior|earlier|below|older|lower|previous|later|above|higher|versions?|versies?|versionen|lager|ouder|eerder|hoger)$)/i;

/**
 * Takes apart a product's name that ends in the versions that are meant, as makers write who have no branch for them. Undefined where the name is
 * no more than a name, or where what stands behind it can't be read: a version alone ("V2.80") stays in the name.
 */
export function splitNameAndRange(written: string): NameAndRange | undefined {
  if (written.length > NAME_MAX || !SIGNAL.test(written)) return undefined;
  for (const tail of TAILS) {
    const found = tail.exec(written);
    const name = written.slice(0, found?.index).trim();
    const says = (found?.groups?.['range'] ?? '').replace(/[)\]]\s*$/, '').trim();
    if (found === null || !/\p{L}{2}/u.test(name)) continue;
    const range = readVersionRange(says);
    if (range.kind === 'every-version' || (range.kind === 'versions' && range.doubt === undefined && !isOne(range))) return { name, range };
  }
  return undefined;
}

/** "Version 4.1" names one version, as "4.1" does: it may be a branch of the product's name. */
function isOne(range: VersionRange): boolean {
  return range.kind === 'versions' && range.spans.every(({ kind }) => kind === 'exact' || kind === 'branch');
}
