import { schemeNamed } from '../../../products/versions/registry.ts';
import type { StatedVersions } from './stated-versions.ts';

type Between = Extract<StatedVersions, { kind: 'between' }>;

/**
 * Several ends without beginnings for one product ("less than 13", "less than 12.6", "less than 11.7") are the fixes of its branches: by the
 * letter all before 13 would be affected, 12.6 too. Each end then speaks of its own branch, the lowest of everything before it, and what
 * lies between a fix and the next branch is not known. Ends within one branch contradict each other and stay as they are, so that the
 * widest counts; so do ends that say "and prior" themselves. Comes back with what each of those that are changed stands for.
 */
export function splitBranches(versions: readonly StatedVersions[], scheme: string): ReadonlyMap<StatedVersions, readonly StatedVersions[]> {
  const { compare } = schemeNamed(scheme);
  const open = versions.filter(isOpenBelow).toSorted((a, b) => compare(a.to?.version ?? '', b.to?.version ?? ''));
  const ends = new Map<StatedVersions, readonly StatedVersions[]>();
  for (const [place, one] of open.entries()) {
    const below = open[place - 1]?.to?.version;
    if (below !== undefined && one.to !== undefined && compare(below, one.to.version) < 0)
      ends.set(one, ofOwnBranch(one, below, one.to.version, compare));
  }
  return ends;
}

function isOpenBelow(one: StatedVersions): one is Between {
  return one.kind === 'between' && one.status === 'affected' && one.from === undefined && one.to?.inclusive === false;
}

/** The branch that an end is of begins behind the fix below it: 12 of "12.6", 2.4 of "2.4.5" where the fix below is 2.3.21. */
function ofOwnBranch(one: Between, below: string, end: string, compare: (a: string, b: string) => number): readonly StatedVersions[] {
  const between = (from: string, to: string): Between => ({
    ...one,
    status: 'unknown',
    from: { version: from, inclusive: true },
    to: { version: to, inclusive: false },
  });
  const numbers = /^\d+(?:\.\d+)*/.exec(end)?.[0].split('.') ?? [];
  for (let length = 1; length <= Math.min(2, numbers.length); length += 1) {
    const branch = numbers.slice(0, length).join('.');
    if (compare(branch, below) <= 0) continue;
    if (compare(branch, end) >= 0) return [between(below, end)];
    return [between(below, branch), { ...one, from: { version: branch, inclusive: true } }];
  }
  return [one];
}
