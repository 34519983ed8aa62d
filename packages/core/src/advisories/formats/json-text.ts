import { decodeText } from '../../basics/decode-text.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import { scanJson } from './json-scan.ts';

/** Publisher-controlled, so bounded. The largest of 6,355 real advisories has 0.8 MB and is 30 deep. */
export const DOCUMENT_BYTES_MAX = 64 * 1024 * 1024;
export const DEPTH_MAX = 200;

/**
 * Bytes of a JSON document to its value. What RFC 8259 forbids and can be understood nevertheless is read, with a problem: another
 * encoding than UTF-8, a byte order mark, a key twice (the last counts), characters that a database can't keep (replaced by U+FFFD).
 * Unreadable, at its line and column: `too-large`, `empty`, `not-json` (a web page), `too-deep`, `json-broken`, `cut-off`,
 * `trailing-comma`, `text-after-end`. Never throws.
 */
export function readJsonText(bytes: Uint8Array): Read<unknown> {
  if (bytes.length > DOCUMENT_BYTES_MAX) {
    return unreadable({ code: 'too-large', at: '', message: `This document has more than ${DOCUMENT_BYTES_MAX / 1024 / 1024} MiB.` });
  }
  const { text, encoding } = decodeText(bytes);
  const problems: Problem[] = encodingProblems(bytes, encoding);
  const begins = /\S/.exec(text)?.[0];
  if (begins === undefined) return unreadable({ code: 'empty', at: '', message: 'This document is empty.' });
  if (begins === '<') return unreadable(WEB_PAGE);
  const measured = measureJson(text);
  if (measured.depth > DEPTH_MAX) return unreadable(tooDeep(text));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(...scanJson(text).faults);
  }
  if (countKeys(value) !== measured.colons) problems.push(...scanJson(text).duplicateKeys);
  return read(withoutUnstorable(value, text, problems), problems);
}

const WEB_PAGE: Problem = {
  code: 'not-json',
  at: 'line 1, column 1',
  message: 'This is a web page or XML, not JSON.',
  hint: 'Often the address asks for a sign-in, or the document was moved. Check the address of the source.',
};

function encodingProblems(bytes: Uint8Array, encoding: string): Problem[] {
  if (encoding !== 'utf-8') {
    return [
      {
        code: 'encoding-not-utf-8',
        at: '',
        message: `This document is not in UTF-8; it was read as ${encoding}.`,
        hint: 'Names with accents may be wrong. The publisher must save it as UTF-8.',
        source: 'RFC 8259 §8.1',
      },
    ];
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark
    ? [
        {
          code: 'byte-order-mark',
          at: '',
          message: 'This document begins with a byte order mark; it was passed over.',
          source: 'RFC 8259 §8.1',
        },
      ]
    : [];
}

function tooDeep(text: string): Problem {
  return {
    code: 'too-deep',
    at: placeIn(text, deepPlace(text)),
    message: `This document is nested more than ${DEPTH_MAX} deep; no advisory is.`,
    hint: 'Open the original: it was damaged or made to harm.',
  };
}

/** "line 3, column 7", both from 1; columns in characters as editors count them. */
export function placeIn(text: string, position: number): string {
  const before = text.slice(0, position);
  const lineBegins = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let found = before.indexOf('\n'); found !== -1; found = before.indexOf('\n', found + 1)) line += 1;
  return `line ${line}, column ${position - lineBegins + 1}`;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** One pass over the text, strings skipped: how deep it goes and how many colons (so keys) it has. Costs about a third of JSON.parse. */
function measureJson(text: string): { depth: number; colons: number } {
  let depth = 0;
  let deepest = 0;
  let colons = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === QUOTE) place = endOfString(text, place);
    else if (code === 0x3a) colons += 1;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return { depth: deepest, colons };
}

function deepPlace(text: string): number {
  let depth = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === QUOTE) place = endOfString(text, place);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEPTH_MAX) return place;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return 0;
}

/** The place of the quote that ends the string that begins at `start`; the text's length where none does. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    // Each backslash is counted for the one quote that follows it, so this stays linear.
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/** Depth is bounded by now, so it may recurse. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === 'object') count += countKeys(element);
    return count;
  }
  for (const key in value) {
    count += 1;
    const inner: unknown = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object') count += countKeys(inner);
  }
  return count;
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair in text; JSON may hold both, as escapes. Rare, so looked for in the text first. */
function withoutUnstorable(value: unknown, text: string, problems: Problem[]): unknown {
  if (!/\\u(?:0000|[dD][89a-fA-F])|\0/.test(text) && text.isWellFormed()) return value;
  const replaced = { any: false };
  const clean = replaceUnstorable(value, replaced);
  if (replaced.any) {
    problems.push({
      code: 'characters-replaced',
      at: '',
      message: 'This document holds characters that are none (NUL or half a surrogate pair); they were replaced.',
    });
  }
  return clean;
}

function replaceUnstorable(value: unknown, replaced: { any: boolean }): unknown {
  if (typeof value === 'string') {
    if (!value.includes('\0') && value.isWellFormed()) return value;
    replaced.any = true;
    return value.toWellFormed().replaceAll('\0', '\uFFFD');
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => replaceUnstorable(element, replaced));
  const clean: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    clean.push([String(replaceUnstorable(key, replaced)), replaceUnstorable(inner, replaced)]);
  }
  return Object.fromEntries(clean);
}
