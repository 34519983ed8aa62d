import { Range } from 'semver';

/** Ranges are publisher-controlled. UTF-16 units; node-semver reads versions of 256. */
const RANGE_MAX = 2_000;
const NPM_VERSION_MAX = 256;

export type NpmReading = {
  /** Pre-releases count as other versions do; npm leaves out those of a release that the range does not name. */
  readonly includePrerelease?: boolean;
  readonly loose?: boolean;
};

/** A range as npm writes it (node-semver, "Ranges"): `^1.2 || ~2.0.1 || 3.x || 4.0.0 - 4.3`. Undefined where it is none. */
export function readNpmRange(text: string, { includePrerelease = false, loose = true }: NpmReading = {}): Range | undefined {
  if (text.length > RANGE_MAX) return undefined;
  try {
    return new Range(text, { includePrerelease, loose });
  } catch {
    return undefined;
  }
}

/** Whether npm would take the version for the range; false where either is none. */
export function inNpmRange(range: string, version: string, reading: NpmReading = {}): boolean {
  return version.length <= NPM_VERSION_MAX && (readNpmRange(range, reading)?.test(version) ?? false);
}
