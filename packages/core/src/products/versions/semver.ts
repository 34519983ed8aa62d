import { compareDigits, pushDigits, VERSION_MAX, type VersionScheme } from './version-scheme.ts';

/**
 * Semantic versions (semver 2.0.0 §11), read as npm reads them loosely: a `v` or `=` in front, fewer or more than three numbers (what is
 * missing is 0), `1.2.3beta`. Build metadata says nothing. A text that is none of these orders after all versions, by its letters.
 */
type Semver = { readonly numbers: readonly string[]; readonly before: readonly string[] };

function readSemver(text: string): Semver | undefined {
  const found = /^[v=\s]*(\d+(?:\.\d+)*)(?:-?([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+.*)?$/s.exec(text.slice(0, VERSION_MAX).trim());
  if (found === null) return undefined;
  const numbers = (found[1] ?? '').split('.');
  while (numbers.length > 1 && /^0+$/.test(numbers.at(-1) ?? '')) numbers.pop();
  return { numbers, before: found[2] === undefined ? [] : found[2].split('.') };
}

function compare(a: string, b: string): number {
  const one = readSemver(a);
  const other = readSemver(b);
  if (one === undefined || other === undefined) {
    if (one !== undefined || other !== undefined) return one === undefined ? 1 : -1;
    return compareText(a.slice(0, VERSION_MAX).trim(), b.slice(0, VERSION_MAX).trim());
  }
  for (let place = 0; place < Math.max(one.numbers.length, other.numbers.length); place += 1) {
    const difference = compareDigits(one.numbers[place] ?? '0', other.numbers[place] ?? '0');
    if (difference !== 0) return difference;
  }
  return compareBefore(one.before, other.before);
}

/** §11.3, §11.4: a pre-release comes before its release; numbers before letters; fewer fields first. */
function compareBefore(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const one = a[place] ?? '';
    const other = b[place] ?? '';
    const [isNumber, otherIsNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
    const difference = isNumber ? compareDigits(one, other) : compareText(one, other);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortKey(text: string): Uint8Array {
  const version = readSemver(text);
  const bytes: number[] = [];
  if (version === undefined) {
    bytes.push(2);
    for (const unit of text.slice(0, VERSION_MAX).trim()) for (let at = 0; at < unit.length; at += 1) pushUnit(bytes, unit.charCodeAt(at));
    return Uint8Array.from(bytes);
  }
  bytes.push(1);
  for (const number of version.numbers) {
    bytes.push(1);
    pushDigits(bytes, number);
  }
  bytes.push(0);
  if (version.before.length === 0) bytes.push(1);
  else bytes.push(0);
  for (const field of version.before) {
    if (/^\d+$/.test(field)) {
      bytes.push(1);
      pushDigits(bytes, field);
    } else {
      bytes.push(2);
      for (let place = 0; place < field.length; place += 1) bytes.push(field.charCodeAt(place));
      bytes.push(0);
    }
  }
  if (version.before.length > 0) bytes.push(0);
  return Uint8Array.from(bytes);
}

function pushUnit(bytes: number[], unit: number): void {
  bytes.push(unit >> 8, unit & 0xff);
}

export const semver: VersionScheme = {
  name: 'semver',
  compare,
  sortKey,
  isVersion: (text) => readSemver(text) !== undefined,
};
