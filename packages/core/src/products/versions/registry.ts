import { apk } from './apk.ts';
import { composer } from './composer.ts';
import { datetime } from './datetime.ts';
import { deb } from './deb.ts';
import { gem } from './gem.ts';
import { go } from './go.ts';
import { intdot } from './intdot.ts';
import { lexicographic } from './lexicographic.ts';
import { maven } from './maven.ts';
import { nuget } from './nuget.ts';
import { openssl } from './openssl.ts';
import { pypi } from './pypi.ts';
import { rpm } from './rpm.ts';
import { semver } from './semver.ts';
import { vendor } from './vendor.ts';
import type { VersionScheme } from './version-scheme.ts';

/** Every scheme there is. */
export const VERSION_SCHEMES: readonly VersionScheme[] = [
  vendor,
  semver,
  deb,
  rpm,
  maven,
  pypi,
  apk,
  nuget,
  gem,
  composer,
  go,
  openssl,
  intdot,
  datetime,
  lexicographic,
];

/**
 * Names by which others call a scheme: `vers:` and purl types (vers specification, "Version schemes"), CVE 5 `versionType`, OSV ecosystems.
 * What is not here is ordered by `vendor`.
 */
const BY_NAME: ReadonlyMap<string, VersionScheme> = new Map<string, VersionScheme>([
  ...VERSION_SCHEMES.map((scheme) => [scheme.name, scheme] as const),
  ['npm', semver],
  ['golang', go],
  ['cargo', semver],
  ['crates.io', semver],
  ['hex', semver],
  ['debian', deb],
  ['ubuntu', deb],
  ['redhat', rpm],
  ['red hat', rpm],
  ['almalinux', rpm],
  ['rocky linux', rpm],
  ['suse', rpm],
  ['opensuse', rpm],
  ['python', pypi],
  ['alpine', apk],
  ['wolfi', apk],
  ['chainguard', apk],
  ['rubygems', gem],
  ['packagist', composer],
  ['date', datetime],
]);

/** By any of these names, in any case; OSV's "Debian:12" names the release behind the ecosystem. */
export function schemeNamed(name: string): VersionScheme {
  const lower = name.toLowerCase();
  return BY_NAME.get(lower) ?? BY_NAME.get(lower.split(':', 1)[0] ?? '') ?? vendor;
}
