import { expect, test } from 'vitest';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { examplePack } from './example-pack.test-support.ts';
import { proofPages, type ProofPages } from './proof-pages.ts';
import { proofPdf } from './proof-pdf.ts';
import { proofText } from './proof-text.ts';

async function pdfOf(pages: ProofPages): Promise<string> {
  const pdf = await proofPdf(pages);
  if (isRefusal(pdf)) throw new Error(pdf.message);
  return Buffer.from(pdf).toString('latin1');
}

const sheets = (pdf: string) => pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** What would be code in typst, in PDF, in a page or in a shell, if anything read it as such. `panic` would end the setting. */
const HOSTILE = [
  '#panic("x")',
  '#read("/etc/passwd")',
  '#import "@preview/x:1.0.0"',
  ']#panic("x")[',
  '"); #panic("x"); ("',
  '\\") #panic() //',
  '*b* _i_ $x^2$ `raw` @ref <label> = kop',
  '#set page(width: 1cm)\n= Kop\n/ term: x',
  '(x) Tj ET /JS (app.alert(1)) /OpenAction',
  '<script>alert(1)</script>{{x}}${x}',
  '\u202egnp.exe\u0000\u200b\ud800',
  '漢字 😀 עברית',
  'a'.repeat(3_000),
  '/*',
  '//',
];

test('the proof is tagged PDF/A-2a in the language of its reader, with its fonts in it', async () => {
  for (const language of ['nl', 'en'] as const) {
    const pdf = await pdfOf(proofPages(examplePack(), language));
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    expect(/pdfaid:part>2<|pdfaid:part="2"/.test(pdf)).toBe(true);
    expect(/pdfaid:conformance>A<|pdfaid:conformance="A"/.test(pdf)).toBe(true);
    expect(pdf.includes('/StructTreeRoot')).toBe(true);
    expect(pdf.includes(`/Lang (${language})`)).toBe(true);
    expect(pdf.includes('LibertinusSerif')).toBe(true);
    expect(sheets(pdf)).toBeGreaterThan(1);
  }
}, 60_000);

/** What makes a PDF do something (ISO 32000-1 §12.6): actions, files within, what is done on opening. */
const ACTIVE =
  /\/S\s*\/(JavaScript|URI|Launch|SubmitForm|GoToR|ImportData)|\/OpenAction\s*(<<|\d|\[)|\/AA\s*<<|\/Type\s*\/(EmbeddedFile|Filespec)/;

test.each(HOSTILE)(
  'what somebody typed is printed as it was typed and does nothing: %j',
  async (typed) => {
    const pdf = await pdfOf(proofPages(examplePack(typed), 'nl'));
    expect(ACTIVE.exec(pdf)?.[0]).toBeUndefined();
    // As long a text without any sign in it fills as many pages: nothing of it was set as anything but text.
    const plain = proofText(typed)
      .replaceAll('\u200b', '')
      .replaceAll(/[^\sA-Za-z0-9]/g, 'x');
    expect(Math.abs(sheets(pdf) - sheets(await pdfOf(proofPages(examplePack(plain), 'nl'))))).toBeLessThanOrEqual(1);
  },
  60_000,
);

test('a pack that is too large for paper is refused, and says where all of it is', async () => {
  const pages = proofPages(examplePack(), 'nl');
  const parts = Array.from({ length: 300 }, () => ({ kind: 'paragraph' as const, text: 'x'.repeat(20_000) }));
  expect(await proofPdf({ ...pages, parts })).toMatchObject({ code: 'too-large', hint: expect.stringContaining('JSON') });
});

test('a text of millions of characters is cut for paper, with a mark', () => {
  const shown = proofText('é'.repeat(5_000_000));
  expect(shown.length).toBeLessThan(25_000);
  expect(shown.endsWith('[…]')).toBe(true);
});

test('the main thread goes on while a proof is set', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  await pdfOf(proofPages(examplePack(), 'nl'));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
}, 60_000);
