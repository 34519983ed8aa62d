import { keyedScheme, pushText } from './keyed-scheme.ts';
import { pushNumbers } from './semver-key.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * OpenSSL: three numbers and, up to 1.1.1, the letters of a fix ("1.0.2zk"; "za" follows "z"), from 3.0 on as semver has it
 * (openssl.org/policies/releasestrat.html). Alphas, betas and pre-releases come before; a state of the source ("-dev", "-cvs") follows the
 * version that it is named after and comes before the next.
 */
export const openssl = keyedScheme('openssl', (version, key) => {
  const found = /^(?:openssl[ _-]?)?v?(\d+(?:\.\d+)*)([a-z]*)(?:-([a-z]+)[.-]?(\d*))?(?:\+.*)?$/is.exec(version);
  if (found === null) return false;
  const [, numbers = '', letters = '', word, number] = found;
  pushNumbers(key, numbers);
  const state = word?.toLowerCase();
  const coming = state === undefined ? -1 : TO_COME.indexOf(state);
  if (coming >= 0) {
    key.push(coming);
    pushText(key, letters.toLowerCase());
    pushDigits(key, number || '0');
    return true;
  }
  key.push(RELEASE);
  pushText(key, letters.toLowerCase());
  if (state !== undefined) {
    key.push(1);
    pushText(key, state);
    pushDigits(key, number || '0');
  } else key.push(0);
  return true;
});

const TO_COME: readonly string[] = ['pre', 'alpha', 'beta', 'rc'];
const RELEASE = TO_COME.length;
