import { endOfDigits, isDigit, keyedScheme } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * Debian: `[epoch:]upstream[-revision]` (Debian Policy §5.6.12). Parts that are no digits compare by a changed alphabet, `~` before the
 * end, letters before signs; parts of digits as numbers; in turns. What is missing is 0: no epoch, no revision, no number behind letters.
 */
export const deb = keyedScheme('deb', writeDeb, {
  isVersion: (version) => /^(?:\d+:)?\d[A-Za-z0-9.+~:-]*$/.test(version),
});

function writeDeb(version: string, key: number[]): boolean {
  const colon = endOfDigits(version, 0);
  const upstream = colon > 0 && version[colon] === ':' ? colon + 1 : 0;
  pushDigits(key, upstream === 0 ? '0' : version.slice(0, colon));
  const dash = version.lastIndexOf('-');
  pushPart(key, version, upstream, dash < upstream ? version.length : dash);
  pushPart(key, version, dash < upstream ? version.length : dash + 1, version.length);
  return true;
}

const TILDE = 1;
const END = 2;
const BEYOND_ASCII = 0xff;

/**
 * In turns letters and a number, at least once. Behind the first turn no letters are none, so that the end of the part is never mistaken for
 * the end of letters: dpkg has "1-0~" before "1".
 */
function pushPart(key: number[], text: string, from: number, to: number): void {
  let place = from;
  do {
    for (; place < to && !isDigit(text, place); place += 1) pushPlace(key, text.charCodeAt(place));
    key.push(END);
    place = pushNumber(key, text, place, to);
  } while (place < to);
  key.push(END);
}

function pushNumber(key: number[], text: string, from: number, to: number): number {
  const end = Math.min(endOfDigits(text, from), to);
  pushDigits(key, end > from ? text.slice(from, end) : '0');
  return end;
}

/** Place in Debian's alphabet, by UTF-16 unit. */
function pushPlace(key: number[], unit: number): void {
  if (unit === 0x7e) key.push(TILDE);
  else if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)) key.push(unit);
  else if (unit < 0x7f) key.push(0x80 + unit);
  else key.push(BEYOND_ASCII, unit >> 8, unit & 0xff);
}
