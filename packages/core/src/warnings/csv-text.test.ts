import { expect, test } from 'vitest';
import { csvText } from './csv-text.ts';

test('cells with separators, quotes and line ends are quoted, and numbers are left as they are', () => {
  expect(csvText([['a,b', 'zegt "nee"', 'één\ntwee', 'a;b', -3, undefined, 'gewoon']])).toBe(
    '"a,b","zegt ""nee""","één\ntwee","a;b",-3,,gewoon\r\n',
  );
});

test('what a spreadsheet would calculate is text', () => {
  for (const formula of ['=1+1', '+31', '-2', '@SUM(A1)', '\t=1', ' =1', '\u200b=1', '\uff1d1'])
    expect(csvText([[formula]]).replace(/^"/, '')).toMatch(/^'/);
  expect(csvText([['FortiGate - 7.2']])).toBe('FortiGate - 7.2\r\n');
});
