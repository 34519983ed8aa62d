import fc from 'fast-check';
import { expect, test } from 'vitest';
import { productsInWords } from './products-in-words.ts';

test.each<[string, readonly (readonly [string, string?])[]]>([
  ['A path traversal was found in Meridiaan EPD Kern before 2.34 and lets anybody read files.', [['Meridiaan EPD Kern', 'before 2.34']]],
  ['SQL injection vulnerability in Meridiaan Portaal v1.7.1 allows attackers to read records.', [['Meridiaan Portaal']]],
  // More than one bound: which one is meant can't be told from words alone.
  ['An issue in Meridiaan EPD 6.x before 6.13 and 7.x before 7.2 was found.', [['Meridiaan EPD']]],
  [
    'An issue was discovered in Meridiaan Zorg Portaal (MZP) and Agenda 10.5, 11.1, and 12.0.',
    [['Meridiaan Zorg Portaal (MZP)'], ['Meridiaan Agenda']],
  ],
  ['Leak of passwords in Meridiaan EPD <= v9.5.6', [['Meridiaan EPD', '<= v9.5.6']]],
  ['In Meridiaan EPD 4.7 and prior, the session does not end.', [['Meridiaan EPD', '4.7 and prior']]],
  ['Meridiaan EPD before 3.3.0 SP10 does not check names.', [['Meridiaan EPD', 'before 3.3.0 SP10']]],
  // Written small, it stands right before its version, and is a name.
  ['A crash in function read of libmeridiaan 0.75.0 was found.', [['libmeridiaan']]],
  // A number by itself belongs to the name.
  ['The client on Meridiaan Zorgwerk 2000 before Update 4 accepts certificates.', [['Meridiaan Zorgwerk 2000']]],
  ['A crash in the server 2.0 was found.', []],
  ['Anybody can read everything, as the password is known.', []],
])('%s', (text, expected) => {
  expect(productsInWords(text).map(({ name, version }) => (version === undefined ? [name] : [name, version.text]))).toEqual(expected);
});

test('whatever the text, reading does not throw and does not take long', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => productsInWords(text).length <= 20));
  expect(productsInWords(`${'A '.repeat(50_000)}1.0`)).toEqual([]);
});
