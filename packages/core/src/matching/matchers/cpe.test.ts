import { expect, test } from 'vitest';
import { NO_ALIASES } from '../../products/aliases.ts';
import { identifyProduct } from '../../products/product-identity.ts';
import { matchByCpe } from './cpe.ts';

const of = (cpe: string) => identifyProduct({ names: [], identifiers: [cpe] }, NO_ALIASES);

test('vendor and product make two names one, in either binding and any version', () => {
  expect(matchByCpe(of('cpe:/o:fortinet:fortios'), of('cpe:2.3:o:fortinet:fortios:7.2.9:*:*:*:*:*:*:*'))).toEqual({
    identifiedBy: 'cpe',
    grade: 'same',
  });
  expect(
    matchByCpe(of('cpe:2.3:o:fortinet:fortiproxy:7.2.9:*:*:*:*:*:*:*'), of('cpe:2.3:o:fortinet:fortios:7.2.9:*:*:*:*:*:*:*')),
  ).toBeUndefined();
});

test('a name that leaves its product open is the same as nothing', () => {
  expect(matchByCpe(of('cpe:2.3:a:*:*:6.2:*:*:*:*:*:*:*'), of('cpe:2.3:a:x:y:6.2:*:*:*:*:*:*:*'))).toBeUndefined();
});
