import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataForm } from './data-form.ts';

const form = (text: string) => dataForm(Buffer.from(text, 'latin1')).toString('latin1');

test.each([
  ['a mail as ours are', 'Subject: x\r\n\r\nx\r\n', 'Subject: x\r\n\r\nx\r\n'],
  ['points at the beginning of lines', '.a\r\n.\r\nb.\r\n..\r\n', '..a\r\n..\r\nb.\r\n...\r\n'],
  ['a last line without an end', 'a', 'a\r\n'],
  ['line ends of other systems', 'a\nb\r\nc\rd', 'a\r\nb\r\ncd\r\n'],
  ['an end of the mail in the middle, written so that only some servers see it', 'a\n.\nMAIL FROM:<x>\n', 'a\r\n..\r\nMAIL FROM:<x>\r\n'],
  ['the same with a CR', 'a\r.\r\nRCPT', 'a.\r\nRCPT\r\n'],
  ['nothing', '', ''],
])('%s', (_what, mail, expected) => {
  expect(form(mail)).toBe(expected);
});

test('whatever a mail holds, nothing in it ends it before its end', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\r', '\n', '.', 'a', '\r\n', '\r\n.\r\n'), maxLength: 40 }), (mail) => {
      const sent = `\r\n${form(mail)}`;
      expect(sent).not.toMatch(/\r(?!\n)|(?<!\r)\n|\r\n\.(?!\.)/);
      expect(sent.endsWith('\r\n')).toBe(true);
    }),
    { numRuns: 500 },
  );
});
