import { keyedScheme } from './keyed-scheme.ts';
import { pushNumbers, pushPreRelease } from './semver-key.ts';

/**
 * Semantic versions (semver 2.0.0 §11), read as npm reads them loosely: a `v` or `=` in front, fewer or more than three numbers (what is
 * missing is 0), `1.2.3beta`. Build metadata says nothing. A text that is none of these orders after all versions, by its letters.
 */
export const semver = keyedScheme('semver', (version, key) => {
  const found = /^[v=\s]*(\d+(?:\.\d+)*)(?:-?([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+.*)?$/s.exec(version);
  if (found === null) return false;
  pushNumbers(key, found[1] ?? '');
  pushPreRelease(key, found[2]);
  return true;
});
