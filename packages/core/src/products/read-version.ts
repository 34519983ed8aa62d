import { partsOf, trimmed, type VersionPart } from './versions/vendor.ts';
import { VERSION_MAX } from './versions/version-scheme.ts';

/** One version, taken apart for comparing and for asking whether it says enough. */
export type ReadVersion = {
  readonly text: string;
  readonly parts: readonly VersionPart[];
  readonly trimmed: readonly VersionPart[];
  /** Where a build number begins that is marked as such ("7.4.4 build2662"); the length where there is none. */
  readonly buildAt: number;
  /** "9.x" stands for all of 9; "C.0x" for C.00 to C.09. */
  readonly wildcard?: 'part' | 'digit';
  /** Only versions that count alike have an order: a year says nothing of a number, line L nothing of line U. */
  readonly counts: 'not' | 'by-number' | 'by-year' | 'by-date' | 'by-date-of-old' | 'by-word' | 'by-revision';
  /** Places in the order of schemes, worked out when first asked for: one version meets thousands of bounds. */
  readonly places: Places;
};

/** Texts that order as the versions do (`placeOf`); undefined is not asked yet. */
type Places = { vendor: string | undefined; scheme: string; own: string | undefined };

/**
 * What an inventory says of a version: several where it lists several; `none` where it says nothing that could be compared. `isOpen`: the list also
 * holds what nobody can tell ("7.2.9, onbekend"), or goes on beyond what is read.
 */
export type ItemVersions =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'versions'; readonly versions: readonly ReadVersion[]; readonly isOpen?: true };

const VERSIONS_MAX = 20;
/** A piece of a list that stands for versions which it does not tell. */
const UNTOLD =
  /^(?:onbekend|unknown|niet bekend|weet niet|nieuwste|laatste|latest|newest|diverse|diversen|various|overige?|rest|ander[e]?|other|others|div|etc|e\.?a|nog uit te zoeken)\b[.\s]*(?:versies?|versions?)?\s*(?:\(.*\))?$/i;

export function readVersion(text: string): ReadVersion {
  const cut = text.trim().slice(0, VERSION_MAX);
  const wildcard = /\d[x]+$/i.test(cut) ? 'digit' : /[.\s-](?:[xz]+|\*)$/i.test(cut) ? 'part' : undefined;
  const bare = withoutJumbo(wildcard === undefined ? cut : cut.replace(/[.\s-]?(?:[xz]+|\*)$/i, ''));
  const build = /[\s_.,-]*\bbuild[\s_:#]*(?=\d)|(?<=[\d_\s])build[\s_:#]*(?=\d)/i.exec(bare.replaceAll('_', ' '));
  const parts = partsOf(bare);
  return {
    text: cut,
    parts,
    trimmed: trimmed(parts),
    buildAt: build === null || build.index === 0 ? parts.length : partsOf(bare.slice(0, build.index)).length,
    ...(wildcard === undefined ? {} : { wildcard }),
    counts: countsOf(cut, parts),
    places: { vendor: undefined, scheme: '', own: undefined },
  };
}

/** "R81.20 JHF Take 41", "R81.20 Jumbo Hotfix Accumulator 41" and "R81.20 Take 41" are one. */
function withoutJumbo(text: string): string {
  return text.replace(/\b(?:jumbo(?:[\s_-]*hot[\s_-]*fix)?(?:[\s_-]*accumulator)?|jhfa?)(?:[\s_-]*take)?(?=[\s_#-]*\d)/i, 'take');
}

function countsOf(text: string, [first]: readonly VersionPart[]): ReadVersion['counts'] {
  if (first === undefined) return 'not';
  // B.02 and C.03 are revisions one after the other.
  if (first.kind === 'word') return /^\W*(?:rev(?:ision)?\.?\s*)?[a-z]\.\d/i.test(text) ? 'by-revision' : 'by-word';
  const isYear = /^(?:19[89]\d|20\d\d)$/.test(first.digits);
  if (!/^\D*(?:19|20)\d\d-\d\d?-\d\d?(?!\d)/.test(text)) return isYear ? 'by-year' : 'by-number';
  return isYear ? 'by-date' : 'by-date-of-old';
}

/** Reads the version column of an inventory: "7.2.7 (30x), 7.2.12 (8x)", "SW L80", "laatste", "11 SP ?". Member-controlled. */
export function readItemVersions(text: string | undefined): ItemVersions {
  const cut = text?.slice(0, VERSION_MAX).trim() ?? '';
  if (cut === '') return { kind: 'none' };
  if (/\?/.test(cut)) return { kind: 'unreadable' };
  const pieces = cut
    .replace(/\(\s*\d+\s*(?:x|×|st|stuks)\s*\)|\b\d+\s*[x×]\s+(?=v?\d)/gi, ' ')
    .split(/[,;]|\s\/\s|\s(?:en|and|of|or|&)\s/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const several = pieces.length > 1;
  const isOpen =
    several && (pieces.length > VERSIONS_MAX || (text?.length ?? 0) > VERSION_MAX || pieces.some((piece) => UNTOLD.test(piece)));
  const versions = pieces.slice(0, VERSIONS_MAX).map((piece) => readVersion(several ? piece.replace(/\(\d+\)$/, '') : piece));
  // "(einde ondersteuning)" and the like say nothing of the version.
  const told = versions.filter((version) => version.parts.some((part) => part.kind === 'number'));
  return told.length === 0 ? { kind: 'unreadable' } : { kind: 'versions', versions: told, ...(isOpen ? { isOpen } : {}) };
}
