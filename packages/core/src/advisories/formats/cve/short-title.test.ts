import { expect, test } from 'vitest';
import { shortTitle } from './short-title.ts';

test('a short text is a title, in one line', () => {
  expect(shortTitle(' Lek in\nMeridiaan EPD ')).toBe('Lek in Meridiaan EPD');
});

test('of a long text the first sentence is, and else its beginning', () => {
  expect(shortTitle(`Iedereen kan dossiers lezen. ${'x'.repeat(400)}`)).toBe('Iedereen kan dossiers lezen.');
  expect(shortTitle('x'.repeat(400))).toBe(`${'x'.repeat(298)} …`);
});
