import { keyedScheme } from './keyed-scheme.ts';
import { pushNumbers, pushPreRelease } from './semver-key.ts';

/**
 * NuGet ("Package versioning", NuGetVersion): semantic versions with a fourth number; what is missing is 0, the case of a pre-release says
 * nothing, nor does what stands behind `+`.
 */
export const nuget = keyedScheme('nuget', (version, key) => {
  const found = /^v?(\d+(?:\.\d+)*)(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]*)?$/i.exec(version);
  if (found === null) return false;
  pushNumbers(key, found[1] ?? '');
  pushPreRelease(key, found[2]?.toLowerCase());
  return true;
});
