import { isDigit, isZeros, keyedScheme, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/**
 * Maven (POM reference, "Version Order Specification"). A version is tokens: split at `.`, at `-`, and where digits and letters meet, which
 * counts as `-`. What says nothing ("0", "", "final", "ga", "release") is cut off at the end and in front of each `-`.
 *
 * At one place, in this order: a qualifier of what is still to come (alpha, beta, milestone, rc, snapshot) · the end · "sp" · other words, each
 * behind a dot before the same behind a dash · `-number` · `.number`. Maven's own order has circles where zeros stand in front of a word: "1.0.alpha" < "1" < "1-sp" < "1.0.alpha". Here
 * zeros in front of a word that is still to come are part of that word, so that "4.1.0.Beta1" is before "4.1.0.Final" and nothing goes round.
 */
export const maven = keyedScheme(
  'maven',
  (version, key) => {
    if (version === '') return false;
    let zeros = 0;
    for (const [place, token] of tokensOf(version).entries()) {
      if (place > 0 && saysNothing(token.word)) {
        zeros += 1;
        continue;
      }
      const coming = TO_COME.indexOf(token.word);
      if (coming >= 0) key.push(STILL_TO_COME, zeros, Number(token.dash), coming);
      else {
        // Zeros that a word still to come does not swallow are numbers like others.
        for (; zeros > 0; zeros -= 1) {
          key.push(DOT_NUMBER);
          pushDigits(key, '0');
        }
        if (isDigit(token.word, 0)) {
          key.push(token.dash ? DASH_NUMBER : DOT_NUMBER);
          pushDigits(key, token.word);
        } else {
          key.push(token.dash ? DASH_WORD : DOT_WORD);
          if (token.word === 'sp') key.push(0);
          else pushText(key, token.word);
        }
      }
      zeros = 0;
    }
    key.push(END);
    return true;
  },
  { isVersion: (version) => /^[^\s,()[\]]+$/.test(version) && /\d/.test(version) },
);

const STILL_TO_COME = 1;
const END = 2;
const DOT_WORD = 3;
const DASH_WORD = 4;
const DASH_NUMBER = 5;
const DOT_NUMBER = 6;

const TO_COME: readonly string[] = ['alpha', 'beta', 'milestone', 'rc', 'snapshot'];
/** Short for them where a digit follows. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

type Token = { readonly word: string; readonly dash: boolean };

function saysNothing(word: string): boolean {
  return word === 'ga' || word === 'final' || word === 'release' || isZeros(word);
}

function tokensOf(version: string): readonly Token[] {
  const text = version.toLowerCase();
  const tokens: Token[] = [];
  let dash = false;
  for (let place = 0; place <= text.length;) {
    const from = place;
    const digits = isDigit(text, place);
    while (place < text.length && text[place] !== '.' && text[place] !== '-' && isDigit(text, place) === digits) place += 1;
    const word = text.slice(from, place);
    const meets = place < text.length && text[place] !== '.' && text[place] !== '-';
    if (dash) cutNothing(tokens);
    tokens.push({ word: wordOf(word, meets), dash });
    dash = meets || text[place] === '-';
    if (!meets) place += 1;
  }
  cutNothing(tokens);
  return tokens;
}

function wordOf(word: string, beforeDigit: boolean): string {
  if (word === '') return '0';
  if (word === 'cr') return 'rc';
  return (beforeDigit ? SHORT.get(word) : undefined) ?? word;
}

/** Takes what says nothing off the end; the first token stays. */
function cutNothing(tokens: Token[]): void {
  while (tokens.length > 1 && saysNothing(tokens.at(-1)?.word ?? '')) tokens.pop();
}
