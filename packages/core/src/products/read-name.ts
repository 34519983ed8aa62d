import { kindOfWord, wordsOf } from './product-words.ts';

/** A product's name taken apart. All words are folded and in the singular. */
export type ReadName = {
  /** All words of the product itself, brackets and place among them. */
  readonly words: readonly string[];
  /** The names that it gives, the whole one first: with its abbreviation, without what follows "with", each side of a "/". */
  readonly variants: readonly NameVariant[];
  /** A version that is part of the name: "2.80" of "SiPass integrated V2.80". */
  readonly versionInName?: string;
  /** Another product inside this one: "mailfilter (bevat ClamAV 1.0.5)". */
  readonly inside?: { readonly name: string; readonly version?: string };
  /** Words that say where it stands or runs ("op RHEL7"): they neither make nor break a match. */
  readonly place: readonly string[];
};

export type NameVariant = {
  readonly words: readonly string[];
  /** `abbreviation`, `initials` (which nobody wrote) and `cut` are names only together with their maker. */
  readonly kind: 'whole' | 'abbreviation' | 'initials' | 'cut';
};

const VERSION_IN_NAME = /(?<![\w.-])[vVrR]?\d+(?:\.\d+)+[\w.-]*|(?<![\w.-])[vV]\d+(?![\w.-])/g;
/** "IEC 1Ph 7.4kW Child socket": how strong or how large, and no version. */
const MEASURE = /^\d+(?:\.\d+)+(?:kw|kwh|kva|kv|ghz|mhz|mm|cm|inch|gb|tb)$/i;
/** "(part n° 5.02820)": what stands behind it is a number to order by. */
const PART_NUMBER = /(?:\b(?:part|p\/n|art(?:ikel|icle)?|order|serial|ref)\b\.?|\bn[ro]\.?|n.{0,2}°|#)\s*$/iu;
const INSIDE =
  /\b(?:bevat(?:tende?)?|met ingebouwde?|contains|containing|embeds|embedding|gebaseerd op|based on|powered by)\s+([^()[\]]+)/i;
/** "ClamAV op mailrelay", "sssd (SLES 12) - pakket". Not "on" inside a name of two words. */
const PLACE =
  /\s(?:-\s+)?(?:(?:op|draaiend op|running on|bij|voor|t\.b\.v\.|tbv|locatie|vestiging|gebouw|afdeling|polikliniek|poli|kamer|zaal)\s|afd\.\s?).*$/i;
const CUT = /\s(?:with|for|of the|if|when|met|before|prior to|as a component of|as component of|running|op)\s.*$/i;
const SMALL_WORDS: ReadonlySet<string> = new Set(['of', 'and', 'the', 'for', 'en', 'van', 'de', 'het', 'to', 'in', 'on', 'with', 'a']);
const VARIANTS_MAX = 12;

/**
 * "FortiOS7.2.9", "HiX6.3", "RX1500v2.17.0": a version that is glued to a word of some length, or by its V to any. "PXC4.E16" is a model, "USB3.0" a
 * kind of plug, and "TLSv1.2" a protocol.
 */
const GLUED =
  /(?<=\p{L}{3}\p{L}|(?<![\p{L}\p{N}.-])(?!usb|pci)\p{L}{3})(?<![\p{L}\p{N}][vV])(?=\d+(?:\.\d+)+)|(?<=[\p{L}\p{N})])(?<!(?<!\p{L})(?:tls|ssl|ip|smb|snmp|http|re|de|di))(?=v\d+(?:\.\d+)+)/giu;

/** "Spoor_Vizier_V4.1"; in "10.2_h1" it is of the version. */
const UNDERSCORE = /(?<!\d)_|_(?=\(|[vV]\d)/g;

/** "2x Vizier": how many there are. */
const COUNT = /^\s*\d{1,4}\s?[x×]\s+/i;
/** "V720" alone is a model. */
const MODEL_ALONE = /^\s*[vVrR]\d{2,}\s*$/;

export function readName(written: string): ReadName {
  const raw = written.replace(COUNT, '').replace(UNDERSCORE, ' ').replace(GLUED, ' ');
  const inside = INSIDE.exec(raw);
  const name = inside === null ? raw : raw.replace(INSIDE, ' ');
  const place = PLACE.exec(name)?.[0] ?? '';
  const versions = [...(MODEL_ALONE.test(name) ? [] : name.matchAll(VERSION_IN_NAME))]
    .filter(({ 0: text, index }) => !MEASURE.test(text) && !PART_NUMBER.test(name.slice(Math.max(0, index - 16), index)))
    .map(([text]) => text);
  const bare = MODEL_ALONE.test(name) ? name : name.replace(VERSION_IN_NAME, (text) => (MEASURE.test(text) ? text : ' '));
  const variants: NameVariant[] = [];
  const add = (words: readonly string[], kind: NameVariant['kind']) => {
    if (variants.length >= VARIANTS_MAX || !words.some((word) => kindOfWord(word) !== 'noise')) return;
    if (!variants.some((other) => other.words.join(' ') === words.join(' '))) variants.push({ words, kind });
  };
  const whole = withoutBrackets(bare);
  add(wordsOf(whole), 'whole');
  for (const abbreviation of abbreviationsIn(bare)) add(abbreviation, 'abbreviation');
  const cut = whole.replace(CUT, ' ');
  if (cut !== whole) add(wordsOf(cut), 'cut');
  const sides = whole.split(/\s\/\s|\/(?=[A-Z])/);
  if (sides.length > 1) for (const side of sides) add(wordsOf(side), 'cut');
  const initials = initialsOf(wordsOf(whole.replace(PLACE, ' ')));
  if (initials !== undefined) add([initials], 'initials');
  return {
    words: wordsOf(name),
    variants,
    ...(versions.length === 0 ? {} : { versionInName: (versions.at(-1) ?? '').replace(/^[vV]/, '') }),
    ...(inside === null ? {} : { inside: componentOf(inside[1] ?? '') }),
    place: place === '' ? [] : wordsOf(place),
  };
}

function withoutBrackets(name: string): string {
  return name.replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ').replace(/[()[\]]/g, ' ');
}

/**
 * "Point-of-Care Unit (PCU) Model 8015" is also "PCU Model 8015"; "Cardiovascular (ISCV)" is also "ISCV", though its letters are not the
 * initials. Only what is written like an abbreviation counts.
 */
function abbreviationsIn(name: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (const bracket of name.matchAll(/\(([^()]{2,20})\)/g)) {
    const text = (bracket[1] ?? '').trim();
    if (!/^[A-Z][A-Z0-9]+[a-z]?[A-Za-z0-9]*(?:[ -][A-Za-z0-9]{1,3})?$/.test(text)) continue;
    const before = wordsOf(withoutBrackets(name.slice(0, bracket.index)));
    const after = wordsOf(withoutBrackets(name.slice(bracket.index + bracket[0].length)));
    const short = wordsOf(text);
    const count = spelledOut(text.toLowerCase().replace(/[^a-z0-9]/g, ''), before);
    if (count > 0) found.push([...before.slice(0, before.length - count), ...short, ...after]);
    // "(CN)" and "(EU)" behind a model say where it is sold.
    if (short.join('').length >= 3 || (count > 0 && before.length === count)) found.push(short);
  }
  return found;
}

/** How many of the last words have these letters as their initials, small words counted or not; 0 where none do. */
function spelledOut(letters: string, words: readonly string[]): number {
  let all = '';
  let large = '';
  for (let count = 1; count <= words.length && count <= 8; count += 1) {
    const word = words[words.length - count] ?? '';
    all = (word[0] ?? '') + all;
    if (!SMALL_WORDS.has(word)) large = (word[0] ?? '') + large;
    if ((all === letters || large === letters) && !SMALL_WORDS.has(word)) return count;
  }
  return 0;
}

/** Three or more words of weight are also written as their initials: CUCM, ISE, FTD. */
export function initialsOf(words: readonly string[]): string | undefined {
  const weighty = words.filter((word) => kindOfWord(word) !== 'noise' && kindOfWord(word) !== 'number');
  if (weighty.length < 3 || weighty.length > 6 || weighty.some((word) => !/^[a-z]{3,}$/.test(word))) return undefined;
  return weighty.map((word) => word[0]).join('');
}

function componentOf(text: string): { readonly name: string; readonly version?: string } {
  const version = /\bv?(\d[\w.-]*)\s*$/i.exec(text.trim());
  return version === null ? { name: text.trim() } : { name: text.trim().slice(0, version.index).trim(), version: version[1] };
}
