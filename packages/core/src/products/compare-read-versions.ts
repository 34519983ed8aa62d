import type { ReadVersion } from './read-version.ts';
import { schemeNamed } from './versions/registry.ts';
import { compareParts, keyOfParts, trimmed } from './versions/vendor.ts';

/**
 * Compares two versions that were read before, in the order of a scheme; in the order in which makers write where one of them is no version
 * of that scheme. Works out the place of each but once, and so answers many millions of times a second.
 */
export function compareReadVersions(version: ReadVersion, limit: ReadVersion, scheme: string): number {
  if (scheme === 'vendor') return compareAsMakersWrite(version, limit);
  const own = placeIn(scheme, version);
  const other = placeIn(scheme, limit);
  // What packages are called is never written as makers write.
  if (own === '' || other === '') return compareAsMakersWrite(version, limit);
  return compareTexts(own, other);
}

/** A marked build counts only where the other side has one too: "7.4.4 build2662" is 7.4.4. */
function compareAsMakersWrite(version: ReadVersion, limit: ReadVersion): number {
  if (version.buildAt < version.parts.length && limit.parts.length <= version.buildAt)
    return compareParts(trimmed(version.parts.slice(0, version.buildAt)), limit.trimmed);
  return compareTexts(placeAsMakersWrite(version), placeAsMakersWrite(limit));
}

function placeAsMakersWrite({ places, trimmed: parts }: ReadVersion): string {
  places.vendor ??= textOf(keyOfParts(parts));
  return places.vendor;
}

/** '' where the version is none of the scheme. Packages of rpm and deb order whatever they are called. */
function placeIn(name: string, { places, text }: ReadVersion): string {
  if (places.scheme !== name || places.own === undefined) {
    const scheme = schemeNamed(name);
    const isIn = name === 'rpm' || name === 'deb' || (scheme.name !== 'vendor' && scheme.isVersion(text));
    places.own = isIn ? textOf(scheme.sortKey(text)) : '';
    places.scheme = name;
  }
  return places.own;
}

/** One byte a unit: texts compare several times as fast as arrays of parts, and take less than arrays of bytes. */
function textOf(key: Iterable<number>): string {
  return String.fromCharCode(...key);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a === b ? 0 : 1;
}
