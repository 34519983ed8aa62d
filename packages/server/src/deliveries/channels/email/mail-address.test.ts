import { expect, test } from 'vitest';
import { mailAddress } from './mail-address.ts';

test.each([
  'piket@lindemark.example',
  ' piket@lindemark.example ', // as people paste it
  "o'neil+alarm@ict.lindemark.example",
  'ciso@zorg-groep.example',
  'müller@käthe.example', // RFC 6531
])('%j is an address', (text) => {
  expect(mailAddress(text)).toBe(text.trim());
});

test.each([
  '',
  'piket',
  'piket@localhost',
  'a@x.example, b@x.example',
  'a@x.example;b@x.example',
  'Piket <a@x.example>',
  'a@x.example\r\nBcc: b@x.example',
  'a@x.example\r\nRCPT TO:<b@x.example>',
  'a@@x.example',
  'a@x..example',
  '"a b"@x.example',
  `${'a'.repeat(65)}@x.example`,
  `a@${'x'.repeat(300)}.example`,
])('%j is none', (text) => {
  expect(mailAddress(text)).toBeUndefined();
});
