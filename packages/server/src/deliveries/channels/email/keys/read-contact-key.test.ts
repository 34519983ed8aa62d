import { generateKey, readKey, readPrivateKey, revokeKey } from 'openpgp';
import { afterAll, expect, test } from 'vitest';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { certificateOf, isInstalled, KEYS_MADE_AT, NOW, openpgpPair, workplace } from './keys.test-support.ts';
import { readContactKey } from './read-contact-key.ts';

const at = NOW as Instant;
const place = workplace();
afterAll(place.remove);

test('a key is read from its armor and from bare base64, with whose it says that it is', async () => {
  const { publicKey } = await openpgpPair('Piket', 'piket@lindemark.example');
  const bytes = (await readKey({ armoredKey: publicKey })).write();
  for (const text of [publicKey, `Beste CERT,\n\nhierbij onze sleutel:\n\n${publicKey}\ngroet`, Buffer.from(bytes).toString('base64')])
    expect(await readContactKey(text, at)).toMatchObject({ kind: 'openpgp', addresses: ['piket@lindemark.example'], fault: undefined });
});

test('a secret key is refused, and several keys at once are', async () => {
  const one = await openpgpPair('Piket', 'piket@lindemark.example');
  const two = await openpgpPair('Nacht', 'nacht@lindemark.example');
  expect(await readContactKey(one.privateKey, at)).toMatchObject({ code: 'key-secret' });
  const bare = Buffer.from((await readPrivateKey({ armoredKey: one.privateKey })).write()).toString('base64');
  expect(await readContactKey(bare, at)).toMatchObject({ code: 'key-secret' });
  const [a, b] = await Promise.all([one, two].map(({ publicKey }) => readKey({ armoredKey: publicKey })));
  const both = Buffer.concat([a!.write(), b!.write()]).toString('base64');
  expect(await readContactKey(both, at)).toMatchObject({ code: 'key-several' });
});

test('a key that its owner revoked is known as revoked, one from tomorrow as not yet', async () => {
  const { privateKey, revocationCertificate } = await openpgpPair('Piket', 'piket@lindemark.example');
  const { publicKey } = await revokeKey({
    key: await readPrivateKey({ armoredKey: privateKey }),
    revocationCertificate,
    format: 'armored',
    date: KEYS_MADE_AT,
  });
  expect(await readContactKey(publicKey, at)).toMatchObject({ fault: 'revoked' });
  const later = await openpgpPair('Piket', 'piket@lindemark.example', { at: new Date('2025-06-03T00:00:00Z') });
  expect(await readContactKey(later.publicKey, at)).toMatchObject({ fault: 'not-yet' });
});

test('a key that is too weak is known as such', async () => {
  const weak = await generateKey({
    type: 'rsa',
    rsaBits: 1024,
    userIDs: [{ name: 'Oud', email: 'oud@lindemark.example' }],
    date: KEYS_MADE_AT,
    format: 'armored',
    config: { minRSABits: 1024 },
  });
  expect(await readContactKey(weak.publicKey, at)).toMatchObject({ fault: 'algorithm' });
});

test.skipIf(!isInstalled('openssl')).each([
  ['rsa', undefined],
  ['ec', undefined],
  ['weak', 'algorithm'],
  ['signing-alone', 'no-encryption'],
] as const)('a certificate for %s is read, with what is wrong with it', (kind, fault) => {
  const { pem } = certificateOf(place.path, kind, 'piket@lindemark.example', kind);
  const now = new Date(Date.now() + 60_000).toISOString() as Instant;
  return expect(readContactKey(pem, now)).resolves.toMatchObject({ kind: 'smime', addresses: ['piket@lindemark.example'], fault });
});

test.each([
  '',
  'geen sleutel',
  '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
  '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----',
  'AAAA'.repeat(50_000),
])('what is no key is refused in words', async (text) => {
  expect(await readContactKey(text, at)).toMatchObject({ code: 'key-unreadable' });
});
