/** Words by which people say that they do not know; folded (`foldWord`). Unknown is a value: it is stored as absent. */
const UNKNOWN_WORDS: ReadonlySet<string> = new Set([
  'onbekend',
  'unknown',
  'weet ik niet',
  'weet niet',
  'geen idee',
  'niet bekend',
  'don t know',
  'dont know',
  'n/a',
  'na',
  'nvt',
  'n v t',
  'nb',
  'n b',
  'tbd',
  'null',
  'geen',
  'none',
  'leeg',
  'x x',
]);

/**
 * A text from outside as we keep it: well formed, one line, no control characters (a database takes no NUL, a mail no line ends in a
 * name), trimmed, at most `max` UTF-16 units.
 */
export function cleanText(text: string, max: number): string {
  // Cut first: a cell of 60 MB is not worth a pass for each replacement. The slack is for what trimming takes off.
  const clean = text
    .slice(0, max * 4 + 64)
    .toWellFormed()
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u00a0\ufeff]+/g, ' ')
    .trim();
  return clean.length <= max
    ? clean
    : clean
        .slice(0, max)
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd();
}

/** The same of a text of several paragraphs: its line ends stay. At most `max` units in all. */
export function cleanParagraphs(text: string, max: number): string {
  return text
    .slice(0, max)
    .split('\n')
    .map((line) => cleanText(line, max))
    .join('\n')
    .trim();
}

/** True for an empty text, for marks that stand for nothing ("?", "-", "…") and for words of not knowing, in Dutch and English. */
export function saysUnknown(text: string): boolean {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/[.!'’ ]+/g, ' ')
    .trim();
  return /^[\s?\-–—_.…*]*$/.test(text) || UNKNOWN_WORDS.has(bare);
}

/**
 * True where a text holds nine digits that pass the eleven test of the Dutch citizen service number (BSN; Wet algemene bepalingen
 * burgerservicenummer, Besluit BSN art. 2). Free text warns on it (invariant 12); the number itself is repeated nowhere.
 */
export function holdsBsnLike(text: string): boolean {
  for (const found of text.replace(UUID, ' ').matchAll(/(?<![\d.])\d{9}(?![\d.]\d|\d)|(?<![\d.])\d{4}[. ]\d{2}[. ]\d{3}(?![\d.]\d|\d)/g)) {
    if (passesElevenTest(found[0].replace(/\D/g, ''))) return true;
  }
  return false;
}

/** An id by itself may hold nine digits in a row, and is no text of anybody's. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

function passesElevenTest(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += Number(digits[place]) * (place === 8 ? -1 : 9 - place);
  return sum % 11 === 0;
}
