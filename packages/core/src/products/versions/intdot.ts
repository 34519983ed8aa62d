import { keyedScheme } from './keyed-scheme.ts';
import { pushNumbers } from './semver-key.ts';

/** Numbers between dots (vers specification, "Generic VERS types"): leading zeros say nothing, and reading ends where neither digit nor dot stands. */
export const intdot = keyedScheme(
  'intdot',
  (version, key) => {
    const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0];
    if (numbers === undefined) return false;
    pushNumbers(key, numbers);
    return true;
  },
  // What stands behind the numbers ("7.2 SP1") has a place in other schemes.
  { isVersion: (version) => /^\d+(?:\.\d+)*$/.test(version) },
);
