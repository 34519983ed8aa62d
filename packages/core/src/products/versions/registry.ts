import { deb } from './deb.ts';
import { rpm } from './rpm.ts';
import { semver } from './semver.ts';
import { vendor } from './vendor.ts';
import type { VersionScheme } from './version-scheme.ts';

/** Every scheme there is. */
export const VERSION_SCHEMES: readonly VersionScheme[] = [vendor, semver, deb, rpm];

/** Names by which `vers:` and purl types call a scheme (vers specification, "versioning schemes"). What is not here is ordered by `vendor`. */
const BY_NAME: ReadonlyMap<string, VersionScheme> = new Map<string, VersionScheme>([
  ...VERSION_SCHEMES.map((scheme) => [scheme.name, scheme] as const),
  ['npm', semver],
  ['golang', semver],
  ['cargo', semver],
  ['hex', semver],
  ['debian', deb],
  ['ubuntu', deb],
  ['redhat', rpm],
  ['suse', rpm],
]);

export function schemeNamed(name: string): VersionScheme {
  return BY_NAME.get(name.toLowerCase()) ?? vendor;
}
