import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanJson } from './json-scan.ts';

test.each([
  ['{"a":1,}', 'trailing-comma', 'line 1, column 7'],
  ['[1,\n 2 , ]', 'trailing-comma', 'line 2, column 4'],
  ['{"a":{"b":1},\n}', 'trailing-comma', 'line 1, column 13'],
  ['{"a":1}\n<html>', 'text-after-end', 'line 2, column 1'],
  ['{"a":1}{"b":2}', 'text-after-end', 'line 1, column 8'],
  ['{"a":[1,2', 'cut-off', 'line 1, column 10'],
  ['{"a":"half a te', 'cut-off', 'line 1, column 16'],
  ['{"a":', 'cut-off', 'line 1, column 6'],
  ['{"a" 1}', 'json-broken', 'line 1, column 6'],
  ["{'a':1}", 'json-broken', 'line 1, column 2'],
  ['{"a":undefined}', 'json-broken', 'line 1, column 6'],
  ['{"a":01}', 'json-broken', 'line 1, column 6'],
  ['[1 2]', 'json-broken', 'line 1, column 4'],
  ['[,]', 'json-broken', 'line 1, column 2'],
  ['{"a":[1}', 'json-broken', 'line 1, column 8'],
  ['{"a":}', 'json-broken', 'line 1, column 6'],
  // An editor's line end between quotation marks: at the line end, not at the quote.
  ['{"a":"one\ntwo"}', 'json-broken', 'line 1, column 10'],
  ['{"a":"\\x"}', 'json-broken', 'line 1, column 6'],
  ['{"a":1} // remark', 'text-after-end', 'line 1, column 9'],
])('%j is told as %s at %s', (text, code, at) => {
  expect(scanJson(text).faults).toMatchObject([{ code, at }]);
});

test('it finds a fault exactly where JSON.parse does', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', 'true', ' ', '-', '"');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(scanJson(text).faults.length === 0).toBe(isJson);
    }),
    { numRuns: 2_000 },
  );
});

test('of a name that stands a thousand times twenty places are told', () => {
  expect(scanJson(`{${Array.from({ length: 1_000 }, () => '"a":1').join()}}`).duplicateKeys).toHaveLength(20);
});

test('a fault in the middle of megabytes of text is found without a deep stack', () => {
  expect(scanJson(`["${'\\n'.repeat(2_000_000)}",]`).faults).toMatchObject([{ code: 'trailing-comma' }]);
});
