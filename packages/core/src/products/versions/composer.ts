import { endOfDigits, isDigit, keyedScheme, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * Composer, as PHP's `version_compare` has it behind the "v" that Composer takes off. Signs and the meeting of digits and letters divide; at
 * one place come in this order: any other word · dev · alpha, a · beta, b · rc · the end · a number · pl, p. A word is known by how it
 * begins ("patch" is p). PHP has all other words equal and knows the case of letters; here they order by their letters, so that two branches
 * are not one version, and in any case, as Composer itself reads them.
 */
export const composer = keyedScheme(
  'composer',
  (version, key) => {
    const text = (/^v\d/i.test(version) ? version.slice(1) : version).toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(text)) return false;
    let counts = 0;
    for (const part of partsOf(text)) {
      if (part === '#') continue;
      counts += 1;
      if (isDigit(part, 0)) {
        key.push(NUMBER);
        pushDigits(key, part);
        continue;
      }
      const rank = KNOWN.findIndex((beginning) => beginning.some((letters) => part.startsWith(letters)));
      if (rank === RANK_OF_P) key.push(PATCH);
      else if (rank >= 0) key.push(rank + 2);
      else {
        key.push(OTHER);
        pushText(key, part);
      }
    }
    key.push(END);
    return counts > 0;
  },
  { isVersion: (version) => /^(?:v?\d|dev-)\S*$/i.test(version) },
);

const OTHER = 1;
/** In their order, from 2 on. */
const KNOWN: readonly (readonly string[])[] = [['dev'], ['a'], ['b'], ['rc'], ['p']];
const RANK_OF_P = 4;
const END = 6;
const NUMBER = 7;
const PATCH = 8;

function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (let place = 0; place < text.length;) {
    const from = place;
    if (isDigit(text, place)) place = endOfDigits(text, place);
    else while (place < text.length && !isDigit(text, place) && !'.-_+'.includes(text[place] ?? '')) place += 1;
    if (place > from) parts.push(text.slice(from, place));
    else place += 1;
  }
  return parts;
}
