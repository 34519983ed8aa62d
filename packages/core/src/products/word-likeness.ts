import { isWithin } from './maker.ts';

/** Shorter words are too near to others. Letters. */
export const LIKE_MIN = 5;
const LIKE_MAX = 30;
/** From here on one letter may be another. */
const SLIP_MIN = 6;
/** From here on two letters may. */
const TWO_SLIPS_MIN = 9;

/**
 * Whether two words of names may be one with a slip of the pen, or as somebody heard it: "Kwartelvleit", "Gardian", "Compas". In six letters
 * or more one may be wrong, missing, too many or swapped; two in nine or more, or where the consonants stay. A word with digits, and one that
 * nobody could pronounce, is an order number: one sign more makes another of it. Both folded.
 */
export function isLikeWord(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < LIKE_MIN || Math.abs(a.length - b.length) > 2) return false;
  // Quickly out, for many words are asked.
  if (firstSound(a) !== firstSound(b)) return false;
  if (!mayBeLike(a) || !mayBeLike(b)) return false;
  if (soundsSame(a, b)) return true;
  const shorter = Math.min(a.length, b.length);
  if (a[0] !== b[0] || shorter < SLIP_MIN) return false;
  return isWithin(a, b, shorter >= TWO_SLIPS_MIN || skeletonOf(a) === skeletonOf(b) ? 2 : 1);
}

/** First letters that may sound alike. */
const FIRST_SOUND: Readonly<Record<string, string>> = { c: 'k', q: 'k', k: 'k', s: 's', z: 's', i: 'i', y: 'i', f: 'f', p: 'f' };

function firstSound(word: string): string {
  const first = word[0] ?? '';
  return FIRST_SOUND[first] ?? first;
}

/** "Filips" and "Philips", "Kompas" and "Compas": but for one letter the same to the ear, the consonants all. */
export function soundsSame(a: string, b: string): boolean {
  return a !== b && a.length >= LIKE_MIN && skeletonOf(a) === skeletonOf(b) && isWithin(soundOf(a), soundOf(b), 1);
}

/** Consonants of a key: fewer would be those of too many words. */
const KEY_MIN = 4;
/** Longer skeletons are found by their halves, of which a single slip spoils but one. */
const HALVES_MIN = 8;
/** And up to here also by what is left without one of their letters. */
const WITHOUT_ONE_MAX = 9;
/** A word of few consonants is found by all its letters. */
const LETTERS_MAX = 9;

/**
 * Under which keys a word is found that has one letter more, less, other or swapped, or that sounds the same: two such words share a key, so
 * that an index finds them. Bounded: at most 12, each of four letters or more. None for a word that has no like ones (`isLikeWord`).
 */
export function likeKeysOfWord(word: string): readonly string[] {
  if (word.length < LIKE_MIN || word.length > LIKE_MAX || !mayBeLike(word)) return [];
  const skeleton = skeletonOf(word);
  const keys = new Set(skeleton.length < KEY_MIN ? [] : [skeleton]);
  if (skeleton.length > KEY_MIN && skeleton.length <= WITHOUT_ONE_MAX) for (const key of withOneLess(skeleton)) keys.add(key);
  if (skeleton.length >= HALVES_MIN) {
    keys.add(`^${skeleton.slice(0, KEY_MIN)}`);
    keys.add(`${skeleton.slice(-KEY_MIN)}$`);
  }
  const sound = soundOf(word);
  if (skeleton.length <= KEY_MIN && sound.length <= LETTERS_MAX)
    for (const key of withOneLess(sound)) if (key.length >= KEY_MIN) keys.add(key);
  return [...keys];
}

/** The skeleton itself, and each that lacks one of its letters; two that come to stand side by side are one, as in any skeleton. */
export function withOneLess(skeleton: string): ReadonlySet<string> {
  const keys = new Set([skeleton]);
  if (skeleton.length < 4) return keys;
  for (let at = 0; at < skeleton.length; at += 1) {
    const isSame = at > 0 && skeleton[at - 1] === skeleton[at + 1];
    keys.add(skeleton.slice(0, isSame ? at - 1 : at) + skeleton.slice(at + 1));
  }
  return keys;
}

/** "PFXEXEDV" is an order number. */
export function mayBeLike(word: string): boolean {
  return !/\d/.test(word) && /[aeiouy]/.test(word) && !(/^[^aeiouy]{3}/.test(word) && !/^(?:s[ptckh][rlhw]|thr|chr|phr)/.test(word));
}

/** How a word sounds, roughly, in Dutch and English alike. */
function soundOf(word: string): string {
  return word
    .replaceAll('ph', 'f')
    .replaceAll('qu', 'kw')
    .replaceAll('ck', 'k')
    .replaceAll('ij', 'i')
    .replace(/[cq]/g, 'k')
    .replaceAll('z', 's')
    .replaceAll('y', 'i')
    .replace(/(.)\1+/g, '$1');
}

/** Its consonants; a vowel counts only in front. */
export function skeletonOf(word: string): string {
  const sound = soundOf(word);
  return (
    (sound[0] ?? '') +
    sound
      .slice(1)
      .replace(/[aeiouh]/g, '')
      .replace(/(.)\1+/g, '$1')
  );
}
