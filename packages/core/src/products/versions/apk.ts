import { endOfDigits, keyedScheme, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * Alpine: `number{.number}[letter]{_suffix[number]}[~hash][-rN]` (apk-tools, `doc/apk-package.5.scd` and `src/version.c`). Where two
 * versions part, a suffix of what is still to come (alpha, beta, pre, rc) is first, then the end, the revision, the hash, the number of a
 * suffix, a suffix of what came after (cvs, svn, git, hg, p), the letter, and a further number. A number behind a dot that begins with 0
 * orders as letters do. What apk can't read behind a good beginning comes before that beginning alone.
 */
export const apk = keyedScheme('apk', writeApk, { strangers: 'in-front', isVersion: (version) => APK.test(version) });

const APK = /^\d+(?:\.\d+)*[a-z]?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*(?:~[0-9a-f]+)?(?:-r\d+)?$/;

const UNREAD = 0;
const STILL_TO_COME = 1;
const END = 2;
const REVISION = 3;
const HASH = 4;
const SUFFIX_NUMBER = 5;
const CAME_AFTER = 6;
const LETTER = 7;
const NUMBER_WITH_ZERO = 8;
const NUMBER = 9;

const TO_COME: readonly string[] = ['alpha', 'beta', 'pre', 'rc'];
const AFTER: readonly string[] = ['cvs', 'svn', 'git', 'hg', 'p'];

function writeApk(version: string, key: number[]): boolean {
  let place = endOfDigits(version, 0);
  pushDigits(key, version.slice(0, place) || '0');
  for (let end = endOfDigits(version, place + 1); version[place] === '.' && end > place + 1; end = endOfDigits(version, place + 1)) {
    pushNumber(key, version.slice(place + 1, end));
    place = end;
  }
  const letter = version.charCodeAt(place);
  if (letter >= 0x61 && letter <= 0x7a) {
    key.push(LETTER, letter);
    place += 1;
  }
  place = pushSuffixes(key, version, place);
  const hash = /^~[0-9a-f]+/.exec(version.slice(place))?.[0];
  if (hash !== undefined) {
    // Which of two commits came first nobody can tell.
    key.push(HASH);
    place += hash.length;
  }
  const revision = /^-r(\d*)$/.exec(version.slice(place));
  if (revision !== null) {
    key.push(REVISION);
    pushDigits(key, revision[1] || '0');
    key.push(END);
  } else if (place < version.length) {
    key.push(UNREAD);
    // Behind a dash nothing but a revision has an order.
    if (version[place] !== '-') pushText(key, version.slice(place));
  } else key.push(END);
  return /^\d/.test(version);
}

function pushNumber(key: number[], digits: string): void {
  if (digits.startsWith('0')) {
    key.push(NUMBER_WITH_ZERO);
    pushText(key, digits);
  } else {
    key.push(NUMBER);
    pushDigits(key, digits);
  }
}

function pushSuffixes(key: number[], version: string, from: number): number {
  let place = from;
  while (version[place] === '_') {
    const word = /^[a-z]+/.exec(version.slice(place + 1))?.[0] ?? '';
    const [coming, after] = [TO_COME.indexOf(word), AFTER.indexOf(word)];
    if (coming < 0 && after < 0) break;
    if (coming >= 0) key.push(STILL_TO_COME, coming);
    else key.push(CAME_AFTER, after);
    place += 1 + word.length;
    const end = endOfDigits(version, place);
    if (end > place) {
      key.push(SUFFIX_NUMBER);
      pushDigits(key, version.slice(place, end));
      place = end;
    }
  }
  return place;
}
