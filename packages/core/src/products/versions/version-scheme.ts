/**
 * One way of ordering versions. `sortKey` keeps the order as bytes, so that an index finds what `compare` would:
 * `sign(compareBytes(sortKey(a), sortKey(b))) = sign(compare(a, b))`. Neither throws on any text.
 */
export type VersionScheme = {
  readonly name: string;
  /** Negative where `a` comes first, 0 where both are the same release. */
  readonly compare: (a: string, b: string) => number;
  readonly sortKey: (version: string) => Uint8Array;
  /** True where a text is a version of this scheme as its own tools would have it. */
  readonly isVersion: (text: string) => boolean;
};

/** Versions are publisher- or member-controlled; what lies beyond is not looked at. UTF-16 units. */
export const VERSION_MAX = 200;

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let place = 0; place < shorter; place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Digits without leading zeros, longer first, then as text: the order of numbers of any length. */
export function compareDigits(a: string, b: string): number {
  const one = withoutZeros(a);
  const other = withoutZeros(b);
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : one > other ? 1 : 0;
}

export function withoutZeros(digits: string): string {
  let place = 0;
  while (place < digits.length - 1 && digits[place] === '0') place += 1;
  return place === 0 ? digits : digits.slice(place);
}

/** Pushes a number so that bytes order as numbers do: how many digits, then the digits. At most 255 digits. */
export function pushDigits(bytes: number[], digits: string): void {
  const plain = withoutZeros(digits).slice(0, 255);
  bytes.push(plain.length);
  for (let place = 0; place < plain.length; place += 1) bytes.push(plain.charCodeAt(place));
}
