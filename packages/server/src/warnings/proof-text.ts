const BREAK_AFTER = 24;
/** Of one text; the JSON holds the rest. */
const LENGTH_MAX = 20_000;

/**
 * A text as the proof on paper shows it. Only what its typeface surely has is printed; every other character, and each that is invisible or
 * turns the direction of reading, is written as its code point ("[U+202E]"), so that paper says what was there and can't be made to look like
 * something else. Long words may be broken: none runs out of its column. Line ends stay.
 */
export function proofText(text: string): string {
  const cut = text.length <= LENGTH_MAX ? text : `${text.slice(0, LENGTH_MAX)} […]`;
  return [...cut.toWellFormed()].map(shown).join('').replace(LONG_WORD, '$&\u200b');
}

const LONG_WORD = new RegExp(`[^\\s\\u200b]{${BREAK_AFTER}}(?=[^\\s])`, 'gu');

/** Latin with its accents, Greek, Cyrillic, the usual punctuation, currency and arrows: what the typeface has without gaps. */
const PRINTED =
  /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0218-\u021b\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0400-\u045f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190-\u2193\u2264\u2265]$/u;

function shown(character: string): string {
  if (PRINTED.test(character)) return character;
  if (character === '\t') return ' ';
  if (character === '\r') return '';
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
