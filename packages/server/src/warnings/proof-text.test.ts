import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { examplePack } from './example-pack.test-support.ts';
import { proofPages } from './proof-pages.ts';
import { proofPdf } from './proof-pdf.ts';
import { proofText } from './proof-text.ts';

test.each([
  ['Zorggroep “Élan” – €3', 'Zorggroep “Élan” – €3'],
  ['a\r\nb\tc', 'a\nb c'],
  ['\u202Egnp.exe', '[U+202E]gnp.exe'], // reads backwards: "exe.png"
  ['a\u200bb\u00ad', 'a[U+200B]b[U+00AD]'],
  ['漢', '[U+6F22]'],
  ['😀', '[U+1F600]'],
])('%j is printed as %j', (typed, printed) => {
  expect(proofText(typed)).toBe(printed);
});

test('every character that is printed as itself is in the typefaces: PDF/A refuses what is not', async () => {
  const all: string[] = [];
  for (let code = 0x20; code < 0x3000; code++)
    if (!proofText(String.fromCodePoint(code)).startsWith('[')) all.push(String.fromCodePoint(code));
  const pages = proofPages(examplePack(all.join(' ')), 'nl');
  const pdf = await proofPdf({ ...pages, parts: [...pages.parts, { kind: 'mono', text: all.join(' ') }] });
  expect(isRefusal(pdf)).toBe(false);
  expect(all.length).toBeGreaterThan(450);
}, 60_000);

test('no text puts a control character on paper, and no word is longer than a column takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      const shown = proofText(typed);
      // oxlint-disable-next-line no-control-regex
      expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      for (const word of shown.split(/[\s\u200b]/)) expect(word.length).toBeLessThanOrEqual(24);
    }),
  );
});
