import { expect, test } from 'vitest';
import { compareNotes, compareText, isRatingNote, shown } from './compare-texts.ts';

test('line ends and runs of blanks are no difference', () => {
  expect(compareText('title', 'Lek in\r\n EPD', 'Lek in EPD ')).toEqual([]);
  expect(compareText('title', 'Lek in EPD', undefined)).toEqual([{ what: 'title', before: 'Lek in EPD', after: undefined }]);
});

test('a long text is shown by its first 200 characters', () => {
  expect(shown('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
});

test('notes are compared by their title, whatever their order', () => {
  const note = (title: string, text: string) => ({ category: 'description', title, text });
  expect(compareNotes([note('A', 'een'), note('B', 'twee')], [note('B', 'twee'), note('A', 'een')])).toEqual([]);
  expect(compareNotes([note('A', 'een')], [note('A', 'uno'), note('C', 'drie')])).toMatchObject([
    { before: 'een', after: 'uno' },
    { before: undefined, after: 'drie' },
  ]);
});

test('notes of likelihood and damage are a rating and no mere text', () => {
  expect(isRatingNote({ category: 'general', title: 'Kans', text: 'high' })).toBe(true);
  expect(isRatingNote({ category: 'general', title: 'Kans op herstel', text: 'high' })).toBe(false);
  expect(compareNotes([{ category: 'general', title: 'Schade', text: 'low' }], [])).toEqual([]);
});
