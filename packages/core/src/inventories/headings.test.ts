import { expect, test } from 'vitest';
import { foldWord } from '../basics/table.ts';
import { ITEM_FIELDS, ITEM_HEADINGS, ITEM_HEADING_WORDS } from './headings.ts';

test('every heading is folded and belongs to one field', () => {
  const words = Object.values(ITEM_HEADINGS).flat();
  expect(words.filter((word) => foldWord(word) !== word)).toEqual([]);
  expect(words.length).toBe(ITEM_HEADING_WORDS.size);
});

test('the documented columns are headings of their own fields', () => {
  for (const field of ITEM_FIELDS) expect(ITEM_HEADINGS[field]).toContain(field);
});
