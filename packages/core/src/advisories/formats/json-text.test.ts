import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEPTH_MAX, DOCUMENT_BYTES_MAX, readJsonText } from './json-text.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const codes = (bytes: Uint8Array) => readJsonText(bytes).problems.map(({ code, at }) => (at === '' ? code : `${code} ${at}`));
const valueOf = (bytes: Uint8Array) => {
  const reading = readJsonText(bytes);
  return reading.kind === 'read' ? reading.value : reading.problems[0]?.code;
};

test('JSON in UTF-8 is read as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      expect(valueOf(bytesOf(text))).toEqual(JSON.parse(text));
      expect(codes(bytesOf(text)).filter((code) => code !== 'characters-replaced')).toEqual([]);
    }),
  );
});

test('any bytes are read or refused; nothing throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(['read', 'unreadable']).toContain(readJsonText(bytes).kind);
    }),
  );
});

test('another encoding or a byte order mark is read, and said', () => {
  expect(valueOf(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytesOf('{"a":"é"}')))).toEqual({ a: 'é' });
  expect(codes(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytesOf('{}')))).toEqual(['byte-order-mark']);
  const utf16 = Uint8Array.from([0xff, 0xfe, ...[...'{"a":"é"}'].flatMap((character) => [character.charCodeAt(0), 0])]);
  expect([valueOf(utf16), codes(utf16)]).toEqual([{ a: 'é' }, ['encoding-not-utf-8']]);
  const windows = Uint8Array.from([...'{"a":"é"}'].map((character) => character.charCodeAt(0)));
  expect([valueOf(windows), codes(windows)]).toEqual([{ a: 'é' }, ['encoding-not-utf-8']]);
});

test('a web page in the place of a document is told as such', () => {
  expect(codes(bytesOf('\n<!doctype html><title>Sign in</title>'))).toEqual(['not-json line 1, column 1']);
  expect(codes(bytesOf(' \n'))).toEqual(['empty']);
});

test('a document nested a hundred thousand deep is refused at the place where it goes too deep', () => {
  const deep = 100_000;
  expect(codes(bytesOf('['.repeat(deep) + ']'.repeat(deep)))).toEqual([`too-deep line 1, column ${DEPTH_MAX + 1}`]);
  expect(codes(bytesOf('{"a":'.repeat(deep)))).toEqual([`too-deep line 1, column ${DEPTH_MAX * 5 + 1}`]);
  // Brackets in a text are no nesting.
  expect(valueOf(bytesOf(JSON.stringify({ a: '\\"[['.repeat(5_000) })))).toEqual({ a: '\\"[['.repeat(5_000) });
});

test('a document over 64 MiB is refused; one of 60 MB is read', () => {
  expect(codes(new Uint8Array(DOCUMENT_BYTES_MAX + 1))).toEqual(['too-large']);
  const large = new Uint8Array(60_000_000).fill(0x78);
  large.set(bytesOf('{"a":"'));
  large.set(bytesOf('"}'), large.length - 2);
  expect(readJsonText(large).kind).toBe('read');
  expect(codes(large.subarray(0, -2))).toEqual([`cut-off line 1, column ${large.length - 1}`]);
});

test('a name that stands twice in one object is told at its pointer, and the last one counts', () => {
  const bytes = bytesOf('{"a":1,\n "b":[{"c/d":1,"e":{},"c/d":2}],"a":3}');
  expect(valueOf(bytes)).toEqual({ a: 3, b: [{ 'c/d': 2, e: {} }] });
  expect(codes(bytes)).toEqual(['key-twice /b/0/c~1d', 'key-twice /a']);
});

test('NUL and half surrogate pairs, which a database can not keep, are replaced and told', () => {
  const bytes = bytesOf('{"a\\u0000":["\\ud800x","\\ud83d\\ude00"]}');
  expect(valueOf(bytes)).toEqual({ 'a\ufffd': ['\ufffdx', '😀'] });
  expect(codes(bytes)).toEqual(['characters-replaced']);
  expect(codes(bytesOf('{"a":"\\ud83d\\ude00"}'))).toEqual([]);
});

test('"__proto__" is a name like another', () => {
  const value = valueOf(bytesOf('{"__proto__":{"polluted":true},"x":"\\u0000"}'));
  expect(Object.keys(value as object)).toEqual(['__proto__', 'x']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
