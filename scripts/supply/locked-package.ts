import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package of the lock file, as it lies on the disk after an installation. */
export type LockedPackage = {
  readonly name: string;
  readonly version: string;
  /** SPDX licence expression as the package declares it; undefined where it declares none. */
  readonly licence?: string;
  /** Subresource integrity: `sha512-` and base64. */
  readonly integrity?: string;
  /** Used to make and test Forewarn, and no part of it when it runs. */
  readonly isTool: boolean;
  /** Installed on some machines only. */
  readonly isOptional: boolean;
  /** Names that it asks for, whatever version is found. */
  readonly dependencies: readonly string[];
  /** A workspace of our own. */
  readonly isOurs: boolean;
};

type LockEntry = {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** Every package of `package-lock.json` (lockfileVersion 3), ours included; the repository itself is not one. */
export function readLockedPackages(root: string): readonly LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockEntry> };
  return lockedPackagesOf(lock.packages);
}

export function lockedPackagesOf(entries: Readonly<Record<string, LockEntry>>): readonly LockedPackage[] {
  return Object.entries(entries).flatMap(([path, entry]) => {
    if (path === '' || entry.link === true) return [];
    return [
      {
        name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version: entry.version ?? '',
        licence: entry.license,
        integrity: entry.integrity,
        isTool: entry.dev === true || entry.devOptional === true,
        isOptional: entry.optional === true,
        dependencies: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
        isOurs: !path.includes('node_modules/'),
      },
    ];
  });
}
