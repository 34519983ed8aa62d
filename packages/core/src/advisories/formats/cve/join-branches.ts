import { schemeNamed } from '../../../products/versions/registry.ts';
import type { BoundText } from '../span-text.ts';

type Bounded = {
  readonly version: string;
  readonly to?: BoundText;
  /** The record says that its ends count patches (`versionType: "patch"`). */
  readonly countsPatches?: boolean;
};

/**
 * Some number builds within a branch, and write the end of a span as the build alone: "14.1, less than 8.50" is 14.1 up to 14.1-8.50. It
 * shows where an end lies before its beginning, or the record says that it counts patches. The same is then meant by the other entries of the list, where their end begins with
 * another number than their branch: "13.1, less than 49.15" beside it is 13.1-49.15, and not everything up to 49.15. Versions of more
 * than two numbers are whole ones.
 */
export function joinBranches<Entry extends Bounded>(entries: readonly Entry[], scheme: string): readonly Entry[] {
  if (scheme !== 'generic' || !entries.some((entry) => entry.countsPatches === true || endsBeforeItBegins(entry))) return entries;
  return entries.map((entry) =>
    entry.to === undefined || !isBranch(entry) || firstNumber(entry.version) === firstNumber(entry.to.version)
      ? entry
      : { ...entry, to: { ...entry.to, version: `${entry.version}-${entry.to.version}` } },
  );
}

function endsBeforeItBegins(entry: Bounded): boolean {
  return entry.to !== undefined && isBranch(entry) && schemeNamed('generic').compare(entry.to.version, entry.version) < 0;
}

function isBranch({ version, to }: Bounded): boolean {
  return to !== undefined && /^\d+(?:\.\d+)?(?:-\w+)?$/.test(version) && !/^0(?:\.0)*$/.test(version) && /^\d+(?:\.\d+)?$/.test(to.version);
}

function firstNumber(version: string): string | undefined {
  return /^\d+/.exec(version)?.[0];
}
