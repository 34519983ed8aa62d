import { foldWord } from '../basics/table.ts';
import type { Exposure, Item } from './item.ts';

/** Words for how far a product can be reached (DOMAIN §9.2: I, K, N, L), folded; yes and no answer "reachable from the internet?". */
const EXPOSURE_WORDS: Readonly<Record<Exclude<Exposure, 'unknown'>, readonly string[]>> = {
  internet: [
    'internet',
    'i',
    'extern',
    'external',
    'public',
    'publiek',
    'ja',
    'yes',
    'j',
    'y',
    'true',
    'waar',
    'internet facing',
    'online',
    'dmz',
    'blootgesteld',
    'exposed',
    'vanaf internet',
    'via internet',
  ],
  connection: [
    'connection',
    'koppeling',
    'via koppeling',
    'k',
    'verbinding',
    'vpn',
    'via vpn',
    'koppelvlak',
    'partner',
    'leverancier',
    'remote',
    'via verbinding',
    'link',
  ],
  internal: [
    'internal',
    'intern',
    'n',
    'nee',
    'no',
    'false',
    'onwaar',
    'lan',
    'alleen intern',
    'binnen',
    'intranet',
    'inside',
    'internal only',
    'intern netwerk',
  ],
  isolated: [
    'isolated',
    'los',
    'l',
    'standalone',
    'stand alone',
    'geisoleerd',
    'offline',
    'losstaand',
    'niet verbonden',
    'air gapped',
    'airgapped',
    'geen netwerk',
  ],
};

/** 1 critical to 4 low, in figures and in words, folded. */
const IMPORTANCE_WORDS: readonly (readonly string[])[] = [
  ['1', 'p1', 'kritiek', 'critical', 'kritisch', 'zeer hoog', 'very high', 'essentieel', 'essential', 'vitaal', 'ja', 'yes'],
  ['2', 'p2', 'hoog', 'high', 'belangrijk', 'important'],
  ['3', 'p3', 'middel', 'midden', 'medium', 'gemiddeld', 'normaal', 'normal', 'moderate'],
  ['4', 'p4', 'laag', 'low', 'onbelangrijk', 'minor', 'gering'],
];

const QUANTITY_MAX = 1_000_000_000;

/** The exposure that a cell means, or undefined where it is none of the words (unknown is the caller's to say). */
export function readExposure(text: string): Exclude<Exposure, 'unknown'> | undefined {
  const word = foldWord(text);
  for (const exposure in EXPOSURE_WORDS) {
    const key = exposure as keyof typeof EXPOSURE_WORDS;
    if (EXPOSURE_WORDS[key].includes(word)) return key;
  }
  return undefined;
}

/** 1 to 4, or undefined where the cell says something else. "2 - hoog" reads as 2. */
export function readImportance(text: string): Item['importance'] {
  const word = foldWord(text);
  const place = IMPORTANCE_WORDS.findIndex((words) => words.includes(word) || words.includes(word.split(' ')[0] ?? ''));
  return place === 0 ? 1 : place === 1 ? 2 : place === 2 ? 3 : place === 3 ? 4 : undefined;
}

/** A whole number of pieces: "12", "4x", "40 stuks", "ca. 1.200"; undefined where it is none or beyond a thousand million. */
export function readQuantity(text: string): number | undefined {
  const found =
    /^(?:ca\.?|circa|ongeveer|±|~|±)?\s*(\d{1,3}(?:[.,\s']\d{3})+|\d{1,10})(?:[.,]0+)?\s*(?:x|×|st|stuks?|pieces?|pcs)?\.?$/i.exec(
      text.trim(),
    );
  if (found === null) return undefined;
  const quantity = Number((found[1] ?? '').replace(/\D/g, ''));
  return quantity <= QUANTITY_MAX ? quantity : undefined;
}
