import { keyedScheme } from './keyed-scheme.ts';
import { pushNumbers, pushPreRelease } from './semver-key.ts';

/**
 * Go: module versions (golang.org/ref/mod#versions: semver with a "v", pseudo-versions, "+incompatible") and those of the toolchain
 * ("go1.21rc2", golang.org/doc/toolchain#version), whose candidates are numbered.
 */
export const go = keyedScheme('go', (version, key) => {
  const found = /^(?:v|go)?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)|(beta|rc)(\d+))?(?:\+[0-9A-Za-z.-]*)?$/.exec(version);
  if (found === null) return false;
  pushNumbers(key, found[1] ?? '');
  pushPreRelease(key, found[3] === undefined ? found[2] : `${found[3]}.${found[4]}`);
  return true;
});
