import { compareDigits, pushDigits, VERSION_MAX, type VersionScheme } from './version-scheme.ts';

/**
 * Debian: `[epoch:]upstream[-revision]` (Debian Policy §5.6.12). Parts that are no digits compare by a changed alphabet, `~` before the
 * end, letters before signs; parts of digits as numbers; in turns.
 */
type Parts = { readonly epoch: string; readonly upstream: string; readonly revision: string };

function readParts(text: string): Parts {
  const cut = text.slice(0, VERSION_MAX).trim();
  const epoch = /^(\d+):/.exec(cut);
  const rest = epoch === null ? cut : cut.slice(epoch[0].length);
  const dash = rest.lastIndexOf('-');
  return { epoch: epoch?.[1] ?? '0', upstream: dash < 0 ? rest : rest.slice(0, dash), revision: dash < 0 ? '' : rest.slice(dash + 1) };
}

/** Place in Debian's alphabet, by UTF-16 unit; the end of a part is 1. */
function placeOf(unit: number): number {
  if (unit === 0x7e) return 0;
  if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)) return unit;
  return unit + 0x100;
}
const END = 1;

function compareText(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [one, other] = [nonDigits(a, i), nonDigits(b, j)];
    for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
      const left = place < one.length ? placeOf(one.charCodeAt(place)) : END;
      const right = place < other.length ? placeOf(other.charCodeAt(place)) : END;
      if (left !== right) return left - right;
    }
    i += one.length;
    j += other.length;
    const [number, otherNumber] = [digits(a, i), digits(b, j)];
    const difference = compareDigits(number || '0', otherNumber || '0');
    if (difference !== 0) return difference;
    i += number.length;
    j += otherNumber.length;
  }
  return 0;
}

function nonDigits(text: string, from: number): string {
  return /^[^0-9]*/.exec(text.slice(from))?.[0] ?? '';
}
function digits(text: string, from: number): string {
  return /^[0-9]*/.exec(text.slice(from))?.[0] ?? '';
}

function compare(a: string, b: string): number {
  const one = readParts(a);
  const other = readParts(b);
  return compareDigits(one.epoch, other.epoch) || compareText(one.upstream, other.upstream) || compareText(one.revision, other.revision);
}

function sortKey(text: string): Uint8Array {
  const { epoch, upstream, revision } = readParts(text);
  const bytes: number[] = [];
  pushDigits(bytes, epoch);
  pushText(bytes, upstream);
  pushText(bytes, revision);
  return Uint8Array.from(bytes);
}

/** Turns of non-digits and digits until the text ends in both; a turn that is empty in both is the end, so "1.0" and "1.0" + "" + "0" are one. */
function pushText(bytes: number[], text: string): void {
  const turns: (readonly [string, string])[] = [];
  for (let place = 0; place < text.length;) {
    const letters = nonDigits(text, place);
    const number = digits(text, place + letters.length);
    turns.push([letters, number]);
    place += letters.length + number.length;
  }
  while (turns.length > 0 && turns.at(-1)?.[0] === '' && /^0*$/.test(turns.at(-1)?.[1] ?? '')) turns.pop();
  for (const [letters, number] of turns) {
    for (let place = 0; place < letters.length; place += 1) {
      const value = placeOf(letters.charCodeAt(place));
      bytes.push((value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
    }
    bytes.push(0, 0, END);
    pushDigits(bytes, number || '0');
  }
  // The end: an empty turn with the number 0.
  bytes.push(0, 0, END);
  pushDigits(bytes, '0');
}

export const deb: VersionScheme = {
  name: 'deb',
  compare,
  sortKey,
  isVersion: (text) => text.length <= VERSION_MAX && /^(\d+:)?\d[A-Za-z0-9.+~:-]*$/.test(text),
};
