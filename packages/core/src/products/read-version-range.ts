import { rangeOfVers } from './range-of-vers.ts';
import { readNativeRange } from './read-native-range.ts';
import { readConstraints } from './read-constraints.ts';
import { readVers } from './read-vers.ts';
import { readVersion, type ReadVersion } from './read-version.ts';
import type { VersionRange, VersionSpan } from './version-range.ts';
import { schemeNamed } from './versions/registry.ts';

/**
 * Reads which versions a text means: `vers:` (package-url/vers-spec, also ill-formed), operators, and words in English, Dutch and German.
 * `vers:` begins the first, of the ecosystem's own notation where that stands in it; all else is read by `read-constraints.ts`.
 */
export function readVersionRange(text: string): VersionRange {
  // Signs of another width and joined ones: "＜ 5.4".
  const cut = text.trim().slice(0, RANGE_MAX).normalize('NFKC');
  if (cut === '') return { kind: 'unknown' };
  const vers = /^vers:([a-z0-9.+-]*)\/(.*)$/is.exec(cut);
  if (vers === null) return everyFromZero(readConstraints(cut, 'vendor'));
  const scheme = (vers[1] ?? '').toLowerCase();
  const rest = decodePercent(vers[2] ?? '').trim();
  if (scheme === 'unknown' && (rest === '*' || rest === '')) return { kind: 'unknown' };
  if (rest === '*' || (rest === '' && scheme === 'all')) return { kind: 'every-version' };
  return readOfScheme(cut, scheme, rest) ?? everyFromZero(readConstraints(rest, schemeNamed(scheme).name));
}

/** A well-formed specifier of a scheme with an order of its own, or that ecosystem's own notation in its place: "vers:npm/^1.2 || 3.x". */
function readOfScheme(text: string, scheme: string, rest: string): VersionRange | undefined {
  const order = schemeNamed(scheme);
  if (order.name === 'vendor') return undefined;
  const specifier = readVers(text);
  if (specifier.kind === 'read') {
    const { constraints } = specifier.value;
    if (constraints === 'every' || constraints.every(({ version }) => order.isVersion(version)))
      return everyFromZero(rangeOfVers(specifier.value));
  }
  const native = /[\^~]|\|\||^[[(]/.test(rest) ? readNativeRange(scheme, rest) : undefined;
  return native === undefined ? undefined : rangeOfVers(native);
}

/** A single version as a publisher names it, the product's name in front of it or not. */
export function readExactVersion(text: string): VersionRange {
  const cut = joinedBranch(text.trim().slice(0, RANGE_MAX));
  const range = readVersionRange(cut);
  if (range.kind === 'unreadable' && cut !== '' && !/\s/.test(cut)) return exactly(readVersion(cut), 'vendor');
  return range;
}

/** Publishers are not bounded otherwise. UTF-16 units. */
const RANGE_MAX = 2_000;

/** "9.12 9.12.1": the branch of the tree in front of the version that is in it. */
function joinedBranch(text: string): string {
  const [first, second, ...more] = text.split(' ');
  return first !== undefined && second !== undefined && more.length === 0 && /\d/.test(first) && second.startsWith(first) ? second : text;
}

/** ">= 0" is a way of saying: every version. */
function everyFromZero(range: VersionRange): VersionRange {
  if (range.kind !== 'versions' || range.spans.length !== 1 || range.except.length > 0) return range;
  return isFromZero(range.spans[0]) ? { kind: 'every-version' } : range;
}

function isFromZero(span: VersionSpan | undefined): boolean {
  if (span?.kind !== 'between') return false;
  if (span.to !== undefined) return false;
  return (
    span.from === undefined ||
    (span.from.inclusive && span.from.version.parts.every((part) => part.kind === 'number' && part.digits === '0'))
  );
}

function exactly(version: ReadVersion, scheme: string): VersionRange {
  return { kind: 'versions', scheme, spans: [{ kind: 'exact', version }], except: [] };
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
