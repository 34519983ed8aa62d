import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkHash } from './check-hash.ts';

const BYTES = Buffer.from('{"document":{}}');
const hex = (algorithm: string) => createHash(algorithm).update(BYTES).digest('hex');
const file = (text: string) => ({ url: 'https://csaf.example/a.json.sha512', bytes: Buffer.from(text) });

test.for([
  ['hash and name', `${hex('sha512')}  a.json\n`],
  ['the hash alone', hex('sha256')],
  ['capitals', hex('sha512').toUpperCase()],
  ['as BSD writes it', `SHA512 (a.json) = ${hex('sha512')}`],
  ['a star before the name', `${hex('sha256')} *a.json`],
] as const)('%s', ([, text]) => {
  expect(checkHash(BYTES, [file(text)]).kind).toBe('matches');
});

test('every file counts: one that does not fit is a mismatch', () => {
  expect(checkHash(BYTES, [file(hex('sha256')), file(hex('sha512'))])).toEqual({ kind: 'matches', algorithms: ['sha256', 'sha512'] });
  expect(checkHash(BYTES, [file(hex('sha256')), file('0'.repeat(128))])).toMatchObject({ kind: 'mismatch', algorithm: 'sha512' });
});

test('none is absent; one without a hash in it is unreadable', () => {
  expect(checkHash(BYTES, [])).toEqual({ kind: 'absent' });
  expect(checkHash(BYTES, [file('<html>')])).toEqual({ kind: 'unreadable', message: 'a.json.sha512 holds no hash.' });
  expect(checkHash(BYTES, [file(hex('sha256').slice(1))]).kind).toBe('unreadable');
});
