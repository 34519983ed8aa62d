import type { PublicKey, Signature, SignaturePacket } from 'openpgp';
import { instantOf, type Instant } from '@forewarn/core/basics/instant.ts';
import type { SignatureCheck } from '../../raw-document.ts';
import { fingerprintOf } from './open-keys.ts';

/**
 * Checks a detached OpenPGP signature (CSAF 2.0 §7.1.19) against the provider's keys, as of the moment that it was made: a key that has
 * expired since then is told apart (`valid-expired-key`). Of several signatures one that holds is enough. Never throws.
 */
export async function checkSignature(
  bytes: Uint8Array,
  signatureFile: Uint8Array,
  keys: readonly PublicKey[],
  now: Instant,
): Promise<SignatureCheck> {
  const signature = await openSignature(signatureFile);
  if (signature === undefined) return { kind: 'unreadable', message: 'The signature file holds no OpenPGP signature.' };
  const checks: SignatureCheck[] = [];
  for (const packet of signature.packets) checks.push(await checkPacket(bytes, signature, packet, keys, now));
  const order: readonly SignatureCheck['kind'][] = ['valid', 'valid-expired-key', 'invalid', 'unknown-key'];
  return (
    order.flatMap((kind) => checks.find((check) => check.kind === kind) ?? [])[0] ?? {
      kind: 'unreadable',
      message: 'The signature file is empty.',
    }
  );
}

async function openSignature(file: Uint8Array): Promise<Signature | undefined> {
  try {
    const { readSignature } = await import('openpgp');
    const text = new TextDecoder().decode(file);
    const begin = text.indexOf('-----BEGIN PGP');
    return begin >= 0 ? await readSignature({ armoredSignature: text.slice(begin) }) : await readSignature({ binarySignature: file });
  } catch {
    return undefined;
  }
}

async function checkPacket(
  bytes: Uint8Array,
  signature: Signature,
  packet: SignaturePacket,
  keys: readonly PublicKey[],
  now: Instant,
): Promise<SignatureCheck> {
  const keyId = packet.issuerKeyID;
  const key = keys.find((candidate) => candidate.getKeys(keyId).length > 0);
  if (key === undefined) return { kind: 'unknown-key', keyId: keyId.toHex().toUpperCase() };
  const signedAt = packet.created ?? undefined;
  try {
    const { createMessage, verify } = await import('openpgp');
    const outcome = await verify({
      message: await createMessage({ binary: bytes }),
      signature,
      verificationKeys: [key],
      // Whether the key was good when it signed; whether it still is comes below.
      date: signedAt ?? new Date(now),
    });
    const own = outcome.signatures.find((one) => one.keyID.equals(keyId));
    if (own === undefined) return { kind: 'unreadable', message: 'The signature file holds no signature of its key.' };
    await own.verified;
  } catch (cause) {
    return { kind: 'invalid', message: inWords(cause) };
  }
  const facts = { fingerprint: fingerprintOf(key), ...(signedAt === undefined ? {} : { signedAt: instantOf(signedAt.getTime()) }) };
  return { kind: (await stillGood(key, keyId, now)) ? 'valid' : 'valid-expired-key', ...facts };
}

async function stillGood(key: PublicKey, keyId: Parameters<PublicKey['getSigningKey']>[0], now: Instant): Promise<boolean> {
  // A clock some minutes behind the publisher's must not make a new key one that is not yet good.
  const made = key.getCreationTime();
  const at = new Date(now) > made ? new Date(now) : made;
  return key.getSigningKey(keyId, at).then(
    () => true,
    () => false,
  );
}

function inWords(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : '';
  if (/digest did not match|verification failed|signature verification/i.test(text)) return 'The signature does not belong to these bytes.';
  if (/revoked/i.test(text)) return 'The key of the signature was revoked by its owner.';
  if (/expired/i.test(text)) return 'The signature was made when its key had expired.';
  if (/insecure|sha1|md5|ripemd/i.test(text)) return 'The signature uses an algorithm that no longer proves anything.';
  return 'The signature could not be verified with the key of the provider.';
}
