import { expect, test } from 'vitest';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { makeSigningKey, type SigningKeySettings } from '@forewarn/fakes/csaf-publisher/signing-key.ts';
import { checkSignature } from './check-signature.ts';
import { openKeys } from './open-keys.ts';

const BYTES = Buffer.from('{"document":{}}');
const NOW = '2026-11-23T09:00:00.000Z' as Instant;
const YEAR_SECONDS = 365 * 24 * 3600;
const made = (settings: Partial<SigningKeySettings> = {}) =>
  makeSigningKey({ name: 'Voorbeeld', email: 'security@csaf.example', madeAt: new Date('2024-01-01'), ...settings });

test('a signature of a listed key is valid, and says which key and when', async () => {
  const key = await made({ signsAt: new Date('2026-05-01T10:00:00Z') });
  const keys = await openKeys(Buffer.from(key.armoredPublicKey));
  expect(await checkSignature(BYTES, Buffer.from(await key.sign(BYTES)), keys, NOW)).toEqual({
    kind: 'valid',
    fingerprint: key.fingerprint,
    signedAt: '2026-05-01T10:00:00.000Z',
  });
});

test('one other byte makes it invalid', async () => {
  const key = await made();
  const keys = await openKeys(Buffer.from(key.armoredPublicKey));
  const signature = Buffer.from(await key.sign(BYTES));
  for (let at = 0; at < BYTES.length; at += 1) {
    const other = Buffer.from(BYTES);
    other[at] = (other[at] ?? 0) ^ 1;
    expect(await checkSignature(other, signature, keys, NOW)).toEqual({
      kind: 'invalid',
      message: 'The signature does not belong to these bytes.',
    });
  }
});

test('a key that has expired since it signed is told apart', async () => {
  const key = await made({ lifetimeSeconds: YEAR_SECONDS, signsAt: new Date('2024-06-01') });
  const keys = await openKeys(Buffer.from(key.armoredPublicKey));
  expect((await checkSignature(BYTES, Buffer.from(await key.sign(BYTES)), keys, NOW)).kind).toBe('valid-expired-key');
  expect((await checkSignature(BYTES, Buffer.from(await key.sign(BYTES)), keys, '2024-07-01T00:00:00.000Z' as Instant)).kind).toBe('valid');
});

test('a key that nobody listed is unknown, by its id', async () => {
  const key = await made();
  const other = await made();
  const check = await checkSignature(BYTES, Buffer.from(await key.sign(BYTES)), await openKeys(Buffer.from(other.armoredPublicKey)), NOW);
  expect(check).toEqual({ kind: 'unknown-key', keyId: key.fingerprint.slice(-16) });
});

test.for([
  ['empty', ''],
  ['a web page', '<html>not found</html>'],
  ['a cut signature', '-----BEGIN PGP SIGNATURE-----\n\niHUEABYK'],
  ['binary noise', '\u0000\u0001\u0002\u00ff'],
] as const)('a signature file that is %s is unreadable', async ([, text]) => {
  expect((await checkSignature(BYTES, Buffer.from(text, 'latin1'), [], NOW)).kind).toBe('unreadable');
});

test('a publisher whose clock is ahead of ours signs validly', async () => {
  const key = await made({ signsAt: new Date('2026-11-23T09:10:00Z') });
  const keys = await openKeys(Buffer.from(key.armoredPublicKey));
  expect((await checkSignature(BYTES, Buffer.from(await key.sign(BYTES)), keys, NOW)).kind).toBe('valid');
});
