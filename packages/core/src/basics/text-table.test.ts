import { expect, test } from 'vitest';
import { textTable } from './text-table.ts';

test('columns are as wide as their widest cell, the last as long as it is', () => {
  expect(
    textTable(
      ['nr', 'naam'],
      [
        ['1', 'Zenya'],
        ['200', 'een lang product'],
      ],
    ),
  ).toBe('nr   naam\n1    Zenya\n200  een lang product\n');
});

test('a wide cell is cut, and what would move the cursor of a terminal is a space', () => {
  expect(textTable(['a', 'b'], [['x'.repeat(80), 'een\u001b[2Jtwee\nregels']])).toBe(
    `${'a'.padEnd(60)}  b\n${'x'.repeat(60)}  een [2Jtwee regels\n`,
  );
});

test('a hundred thousand rows and more are a table like any other', () => {
  const rows = Array.from({ length: 200_000 }, () => ['1', 'Zenya']);
  expect(textTable(['nr', 'naam'], rows).length).toBe(200_001 * 'nr  naam\n'.length + 200_000);
});
