import { compareDigits, pushDigits, VERSION_MAX, type VersionScheme } from './version-scheme.ts';

/**
 * RPM: `[epoch:]version[-release]`, each compared by segments of digits and letters (rpmvercmp). `~` comes before the end, `^` after it
 * but before anything else. No epoch is epoch 0; where one side has no release, the release is not compared by rpm, but a total order
 * needs one: no release comes first.
 */
type Evr = { readonly epoch: string; readonly version: string; readonly release: string | undefined };

function readEvr(text: string): Evr {
  const cut = text.slice(0, VERSION_MAX).trim();
  const epoch = /^(\d*):/.exec(cut);
  const rest = epoch === null ? cut : cut.slice(epoch[0].length);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: epoch?.[1] || '0',
    version: dash < 0 ? rest : rest.slice(0, dash),
    release: dash < 0 ? undefined : rest.slice(dash + 1),
  };
}

/** Rank first, so that arrays compare as the tokens do: `~` 0, end 1, `^` 2, letters 3, digits 4. */
type Token = { readonly rank: 0 | 1 | 2 | 3 | 4; readonly text: string };
const END: Token = { rank: 1, text: '' };

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [found] of text.matchAll(/~|\^|[0-9]+|[A-Za-z]+/g)) {
    tokens.push({ rank: found === '~' ? 0 : found === '^' ? 2 : /[0-9]/.test(found) ? 4 : 3, text: found });
  }
  return tokens;
}

/** rpmvercmp */
export function compareRpmSegments(a: string, b: string): number {
  const one = tokensOf(a);
  const other = tokensOf(b);
  for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
    const left = one[place] ?? END;
    const right = other[place] ?? END;
    if (left.rank !== right.rank) return left.rank - right.rank;
    const difference =
      left.rank === 4 ? compareDigits(left.text, right.text) : left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

function compare(a: string, b: string): number {
  const one = readEvr(a);
  const other = readEvr(b);
  return (
    compareDigits(one.epoch, other.epoch) ||
    compareRpmSegments(one.version, other.version) ||
    (one.release === undefined || other.release === undefined
      ? Number(one.release !== undefined) - Number(other.release !== undefined)
      : compareRpmSegments(one.release, other.release))
  );
}

function sortKey(text: string): Uint8Array {
  const { epoch, version, release } = readEvr(text);
  const bytes: number[] = [];
  pushDigits(bytes, epoch);
  pushSegments(bytes, version);
  if (release === undefined) bytes.push(0);
  else {
    bytes.push(1);
    pushSegments(bytes, release);
  }
  return Uint8Array.from(bytes);
}

function pushSegments(bytes: number[], text: string): void {
  for (const token of tokensOf(text)) {
    bytes.push(token.rank + 1);
    if (token.rank === 4) pushDigits(bytes, token.text);
    else if (token.rank === 3) {
      for (let place = 0; place < token.text.length; place += 1) bytes.push(token.text.charCodeAt(place));
      bytes.push(0);
    }
  }
  bytes.push(END.rank + 1);
}

export const rpm: VersionScheme = {
  name: 'rpm',
  compare,
  sortKey,
  isVersion: (text) => text.length <= VERSION_MAX && /^(\d+:)?[A-Za-z0-9._+~^%]+(-[A-Za-z0-9._+~^%]+)?$/.test(text) && /\d/.test(text),
};
