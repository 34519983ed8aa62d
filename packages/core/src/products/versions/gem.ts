import { endOfDigits, endOfLetters, isZeros, keyedScheme, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * RubyGems (`Gem::Version#<=>`): segments of digits and of letters, a hyphen is ".pre."; a word comes before every number, what is missing
 * is 0. The key writes how many zeros stand in front of a segment that counts: many zeros in front of a word are later, in front of a number
 * earlier, and none behind are the end.
 */
export const gem = keyedScheme('gem', (version, key) => {
  if (!/^\d+(?:\.[0-9a-z]+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i.test(version)) return false;
  let zeros = 0;
  for (const segment of canonicalSegments(version.replaceAll('-', '.pre.'))) {
    if (isZeros(segment)) {
      zeros += 1;
      continue;
    }
    if (segment.charCodeAt(0) <= 0x39) {
      key.push(NUMBER, 0xff - zeros);
      pushDigits(key, segment);
    } else {
      key.push(WORD, zeros);
      pushText(key, segment);
    }
    zeros = 0;
  }
  key.push(END);
  return true;
});

const WORD = 1;
const END = 2;
const NUMBER = 3;

/** Without the zeros in front of the first word and at the end: "1.0.0.beta" is "1.beta". */
function canonicalSegments(version: string): readonly string[] {
  const segments: string[] = [];
  let hasWord = false;
  for (let place = 0; place < version.length;) {
    const end = Math.max(endOfDigits(version, place), endOfLetters(version, place));
    const segment = version.slice(place, end);
    place = Math.max(end, place + 1);
    if (segment === '') continue;
    if (!hasWord && segment.charCodeAt(0) > 0x39) {
      hasWord = true;
      while (segments.length > 0 && isZeros(segments.at(-1) ?? '')) segments.pop();
    }
    segments.push(segment);
  }
  return segments;
}
