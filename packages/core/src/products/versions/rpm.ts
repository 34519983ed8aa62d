import { endOfDigits, endOfLetters, isDigit, isLetter, keyedScheme, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * RPM: `[epoch:]version[-release]`, each compared by segments of digits and letters (rpmvercmp). `~` comes before the end, `^` after it
 * but before anything else; other signs only divide. No epoch is epoch 0; where one side has no release, the release is not compared by
 * rpm, but a total order needs one: no release comes first.
 */
export const rpm = keyedScheme('rpm', writeRpm, {
  isVersion: (version) => /^(?:\d+:)?[A-Za-z0-9._+~^%]+(?:-[A-Za-z0-9._+~^%]+)?$/.test(version) && /\d/.test(version),
});

function writeRpm(version: string, key: number[]): boolean {
  const colon = endOfDigits(version, 0);
  const from = version[colon] === ':' ? colon + 1 : 0;
  pushDigits(key, from > 1 ? version.slice(0, colon) : '0');
  const dash = version.lastIndexOf('-');
  if (dash < from) {
    pushSegments(key, version, from, version.length);
    key.push(NO_RELEASE);
  } else {
    pushSegments(key, version, from, dash);
    key.push(RELEASE);
    pushSegments(key, version, dash + 1, version.length);
  }
  return true;
}

const NO_RELEASE = 0;
const RELEASE = 1;

const TILDE = 1;
const END = 2;
const CARET = 3;
const LETTERS = 4;
const DIGITS = 5;

function pushSegments(key: number[], text: string, from: number, to: number): void {
  for (let place = from; place < to;) {
    if (isDigit(text, place)) {
      const end = Math.min(endOfDigits(text, place), to);
      key.push(DIGITS);
      pushDigits(key, text.slice(place, end));
      place = end;
    } else if (isLetter(text, place)) {
      const end = Math.min(endOfLetters(text, place), to);
      key.push(LETTERS);
      pushText(key, text.slice(place, end));
      place = end;
    } else {
      if (text[place] === '~') key.push(TILDE);
      if (text[place] === '^') key.push(CARET);
      place += 1;
    }
  }
  key.push(END);
}
