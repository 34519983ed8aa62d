import { compareBytes, VERSION_MAX, type VersionScheme } from './version-scheme.ts';

/** Writes the key of a version behind what `key` holds; false where the text is no version of the scheme. Linear in the text. */
export type WriteKey = (version: string, key: number[]) => boolean;

type Ways = {
  /** Where a text that is no version stands; behind all versions unless the scheme's own tools have it in front. */
  readonly strangers?: 'behind' | 'in-front';
  /** Where the order can place more than is a version. */
  readonly isVersion?: (version: string) => boolean;
};

/** A scheme whose order is that of its sort keys, so that `compare` and `sortKey` can't differ. A text that is no version has a place too, by its letters. */
export function keyedScheme(name: string, writeKey: WriteKey, { strangers = 'behind', isVersion }: Ways = {}): VersionScheme {
  const sortKey = (text: string): Uint8Array => {
    const version = text.slice(0, VERSION_MAX).trim();
    const key = [VERSION];
    if (writeKey(version, key)) return Uint8Array.from(key);
    const stranger = [strangers === 'behind' ? BEHIND : IN_FRONT];
    pushText(stranger, version);
    return Uint8Array.from(stranger);
  };
  return {
    name,
    sortKey,
    compare: (a, b) => (a === b ? 0 : compareBytes(sortKey(a), sortKey(b))),
    isVersion: (text) => text.length <= VERSION_MAX && (isVersion === undefined ? writeKey(text.trim(), []) : isVersion(text.trim())),
  };
}

const IN_FRONT = 0;
const VERSION = 1;
const BEHIND = 2;

/** Pushes a text so that bytes order as UTF-16 units do, and a text before any that it begins: one byte for ASCII, three for the rest, 0 at the end. */
export function pushText(key: number[], text: string): void {
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit < 0x7f) key.push(unit + 1);
    else key.push(0x80, unit >> 8, unit & 0xff);
  }
  key.push(0);
}

export function isDigit(text: string, place: number): boolean {
  const unit = text.charCodeAt(place);
  return unit >= 0x30 && unit <= 0x39;
}

/** A letter of ASCII. */
export function isLetter(text: string, place: number): boolean {
  const unit = text.charCodeAt(place) | 0x20;
  return unit >= 0x61 && unit <= 0x7a;
}

/** Where the digits that begin at `place` end; `place` itself where there are none. */
export function endOfDigits(text: string, place: number): number {
  let end = place;
  while (isDigit(text, end)) end += 1;
  return end;
}

export function endOfLetters(text: string, place: number): number {
  let end = place;
  while (isLetter(text, end)) end += 1;
  return end;
}

export function isZeros(digits: string): boolean {
  for (let place = 0; place < digits.length; place += 1) if (digits.charCodeAt(place) !== 0x30) return false;
  return true;
}
