import { expect, test } from 'vitest';
import { zip } from './example-workbook.test-support.ts';
import { unpackedSize } from './unpacked-size.ts';

test('the sizes that the directory of a ZIP file states for its XML are added up', () => {
  expect(unpackedSize(zip({ 'a.xml': 'xxxx', 'b/c.rels': 'xx', 'd.png': 'xxxxxxxx' }))).toBe(6);
});

test('a file that is no ZIP file, or is cut off, states nothing', () => {
  const whole = zip({ 'a.xml': 'xxxx' });
  expect(unpackedSize(new Uint8Array(0))).toBeUndefined();
  expect(unpackedSize(whole.subarray(0, whole.length - 10))).toBeUndefined();
});
