import { isZeros, keyedScheme, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * Python (PEP 440, "Summary of permitted suffixes and relative ordering"): `[epoch!]release[pre][.postN][.devN][+local]`, with all the
 * spellings that the PEP normalises ("1.0-alpha.1", "v1.0rc", "1.0-1" for a post-release). A text that is no such version, as packages had
 * before the PEP, is older than every one that is.
 */
export const pypi = keyedScheme(
  'pypi',
  (version, key) => {
    const found = PEP_440.exec(version);
    if (found === null) return false;
    const [, epoch = '0', release = '', pre, preNumber, hyphenPost, post, postNumber, dev, devNumber, local] = found;
    pushDigits(key, epoch);
    pushRelease(key, release);
    const isPost = hyphenPost !== undefined || post !== undefined;
    // A development release of the release itself comes before its pre-releases.
    if (pre !== undefined) {
      key.push(PRE[pre.toLowerCase()] ?? 0);
      pushDigits(key, preNumber || '0');
    } else key.push(dev !== undefined && !isPost ? ONLY_DEV : NO_PRE);
    if (isPost) {
      key.push(1);
      pushDigits(key, hyphenPost ?? (postNumber || '0'));
    } else key.push(0);
    if (dev === undefined) key.push(1);
    else {
      key.push(0);
      pushDigits(key, devNumber || '0');
    }
    pushLocal(key, local);
    return true;
  },
  { strangers: 'in-front' },
);

/** PEP 440, Appendix B, without the parts that say nothing of the order; no group can match what the one before it could. */
const PEP_440 =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i;

const ONLY_DEV = 0;
const PRE: Readonly<Record<string, number>> = { a: 1, alpha: 1, b: 2, beta: 2, c: 3, rc: 3, pre: 3, preview: 3 };
const NO_PRE = 4;

function pushRelease(key: number[], release: string): void {
  const numbers = release.split('.');
  while (numbers.length > 1 && isZeros(numbers.at(-1) ?? '')) numbers.pop();
  for (const number of numbers) {
    key.push(1);
    pushDigits(key, number);
  }
  key.push(0);
}

/** "Local version identifiers": none first, words before numbers. */
function pushLocal(key: number[], local: string | undefined): void {
  for (const part of local?.toLowerCase().split(/[-_.]/) ?? []) {
    if (/^\d+$/.test(part)) {
      key.push(2);
      pushDigits(key, part);
    } else {
      key.push(1);
      pushText(key, part);
    }
  }
  key.push(0);
}
