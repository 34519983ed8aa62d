import type { Problem } from '../../basics/problem.ts';
import { endOfString, placeIn } from './json-text.ts';

const DUPLICATES_SHOWN_MAX = 20;

export type JsonScan = {
  /** The first thing that makes it no JSON; at most one. */
  readonly faults: readonly Problem[];
  readonly duplicateKeys: readonly Problem[];
};

/** An open object or array while scanning. `key` is the key or index that we are in. */
type Open = { readonly kind: 'object' | 'array'; readonly keys: Set<string>; key: string };

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'end';
type Token = {
  readonly kind: 'mark' | 'string' | 'literal' | 'unclosed' | 'nothing' | 'broken';
  readonly place: number;
  readonly end: number;
};
type Scan = { readonly open: Open[]; readonly duplicateKeys: Problem[]; expects: Expected; comma: number };

/**
 * Goes through a text as RFC 8259 has it and says in words, with line and column, where it stops being JSON, and which keys an object
 * has twice (with their JSON pointer). Slower than JSON.parse, so asked only where that failed or gave fewer keys than there are.
 * A stack instead of recursion: nesting is the publisher's to choose.
 */
export function scanJson(text: string): JsonScan {
  const scan: Scan = { open: [], duplicateKeys: [], expects: 'value', comma: -1 };
  for (let token = nextToken(text, 0); ; token = nextToken(text, token.end)) {
    const fault = token.kind === 'nothing' ? faultOfEnd(text, scan) : takeToken(text, token, scan);
    if (fault !== undefined) return { faults: [fault], duplicateKeys: scan.duplicateKeys };
    if (token.kind === 'nothing') return { faults: [], duplicateKeys: scan.duplicateKeys };
  }
}

const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

function nextToken(text: string, from: number): Token {
  let place = from;
  while (' \t\n\r'.includes(text[place] ?? 'x')) place += 1;
  const first = text[place];
  if (first === undefined) return { kind: 'nothing', place, end: place };
  if ('{}[],:'.includes(first)) return { kind: 'mark', place, end: place + 1 };
  if (first === '"') {
    const end = endOfString(text, place);
    return end === text.length ? { kind: 'unclosed', place, end } : { kind: 'string', place, end: end + 1 };
  }
  LITERAL.lastIndex = place;
  return LITERAL.test(text) ? { kind: 'literal', place, end: LITERAL.lastIndex } : { kind: 'broken', place, end: place };
}

function faultOfEnd(text: string, scan: Scan): Problem | undefined {
  return scan.expects === 'end' ? undefined : cutOff(text, scan.open);
}

/** The fault of this token, or undefined with the scan moved on past it. */
function takeToken(text: string, token: Token, scan: Scan): Problem | undefined {
  if (scan.expects === 'end') return afterEnd(text, token.place);
  if (token.kind === 'unclosed') return cutOff(text, scan.open);
  const mark = token.kind === 'mark' ? text[token.place] : undefined;
  if (mark === '}' || mark === ']') return takeClosing(text, token.place, mark === '}' ? 'object' : 'array', scan);
  switch (scan.expects) {
    case 'first-key':
    case 'key':
      return token.kind === 'string' ? takeKey(text, token, scan) : unexpected(text, token.place, scan.expects);
    case 'colon':
      if (mark !== ':') return unexpected(text, token.place, scan.expects);
      scan.expects = 'value';
      return undefined;
    case 'comma':
      return mark === ',' ? takeComma(token.place, scan) : unexpected(text, token.place, scan.expects);
    case 'first-value':
    case 'value':
      return takeValue(text, token, mark, scan);
  }
}

function takeClosing(text: string, place: number, closes: Open['kind'], scan: Scan): Problem | undefined {
  if (scan.open.at(-1)?.kind !== closes) return unexpected(text, place, scan.expects);
  const isAfterComma = scan.expects === 'key' || (scan.expects === 'value' && closes === 'array');
  if (isAfterComma) return trailingComma(text, scan.comma);
  if (scan.expects !== 'comma' && scan.expects !== (closes === 'object' ? 'first-key' : 'first-value'))
    return unexpected(text, place, scan.expects);
  scan.open.pop();
  scan.expects = scan.open.length === 0 ? 'end' : 'comma';
  return undefined;
}

function takeKey(text: string, token: Token, scan: Scan): Problem | undefined {
  const key = textOf(text, token);
  const top = scan.open.at(-1);
  if (key === undefined || top === undefined) return badString(text, token);
  top.key = key;
  if (top.keys.has(key) && scan.duplicateKeys.length < DUPLICATES_SHOWN_MAX)
    scan.duplicateKeys.push(duplicate(text, token.place, scan.open));
  top.keys.add(key);
  scan.expects = 'colon';
  return undefined;
}

function takeComma(place: number, scan: Scan): undefined {
  const top = scan.open.at(-1);
  scan.comma = place;
  scan.expects = top?.kind === 'object' ? 'key' : 'value';
  if (top?.kind === 'array') top.key = String(Number(top.key) + 1);
}

function takeValue(text: string, token: Token, mark: string | undefined, scan: Scan): Problem | undefined {
  if (mark === '{' || mark === '[') {
    scan.open.push({ kind: mark === '{' ? 'object' : 'array', keys: new Set(), key: mark === '{' ? '' : '0' });
    scan.expects = mark === '{' ? 'first-key' : 'first-value';
    return undefined;
  }
  if (token.kind !== 'string' && token.kind !== 'literal') return unexpected(text, token.place, scan.expects);
  if (token.kind === 'string' && textOf(text, token) === undefined) return badString(text, token);
  scan.expects = scan.open.length === 0 ? 'end' : 'comma';
  return undefined;
}

function textOf(text: string, token: Token): string | undefined {
  try {
    return String(JSON.parse(text.slice(token.place, token.end)));
  } catch {
    return undefined;
  }
}

const BROKEN_HINT = 'The publisher must repair it; the original is kept and a repaired one is read by itself.';

function cutOff(text: string, open: readonly Open[]): Problem {
  return {
    code: 'cut-off',
    at: placeIn(text, text.length),
    message: `The document ends in the middle: ${open.length === 1 ? 'one bracket is' : `${open.length} brackets are`} still open.`,
    hint: 'It was not fetched whole, or is published so. It is fetched again at the next poll.',
    source: 'RFC 8259 §2',
  };
}

function afterEnd(text: string, place: number): Problem {
  return {
    code: 'text-after-end',
    at: placeIn(text, place),
    message: `After the end of the document there is more: "${excerpt(text, place)}".`,
    hint: BROKEN_HINT,
    source: 'RFC 8259 §2',
  };
}

function trailingComma(text: string, place: number): Problem {
  return {
    code: 'trailing-comma',
    at: placeIn(text, place),
    message: 'There is a comma after the last entry.',
    hint: BROKEN_HINT,
    source: 'RFC 8259 §4',
  };
}

const EXPECTED = {
  value: 'a value',
  'first-value': 'a value or "]"',
  key: 'a name in quotation marks',
  'first-key': 'a name in quotation marks or "}"',
  colon: '":"',
  comma: '"," or a closing bracket',
} as const;

/** Between quotation marks stands what may not: a line end, another control character, an escape that JSON does not have. */
function badString(text: string, token: Token): Problem {
  // eslint-disable-next-line no-control-regex
  const control = /[\u0000-\u001f]/.exec(text.slice(token.place, token.end))?.index ?? 0;
  return {
    code: 'json-broken',
    at: placeIn(text, token.place + control),
    message: 'This is not JSON: a text holds a line end, a control character or an escape that JSON does not have.',
    hint: BROKEN_HINT,
    source: 'RFC 8259 §7',
  };
}

function unexpected(text: string, place: number, expects: keyof typeof EXPECTED | 'end'): Problem {
  return {
    code: 'json-broken',
    at: placeIn(text, place),
    message: `This is not JSON: ${expects === 'end' ? 'the end' : EXPECTED[expects]} should stand where "${excerpt(text, place)}" stands.`,
    hint: BROKEN_HINT,
    source: 'RFC 8259',
  };
}

function duplicate(text: string, place: number, open: readonly Open[]): Problem {
  return {
    code: 'key-twice',
    at: open.map(({ key }) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message: `This name stands twice in one object (again at ${placeIn(text, place)}); the last one was used.`,
    hint: 'Other readers may use the first one. Look in the original whether that makes a difference.',
    source: 'RFC 8259 §4',
  };
}

function excerpt(text: string, place: number): string {
  return (
    text
      .slice(place, place + 20)
      .toWellFormed()
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
      .trim()
  );
}
