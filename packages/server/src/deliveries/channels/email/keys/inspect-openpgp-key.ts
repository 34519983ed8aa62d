import { readKeys, type PublicKey } from 'openpgp';
import { instantOf, millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import type { KeyFault } from '@forewarn/core/deliveries/contact-key.ts';
import { mailAddress } from '../mail-address.ts';
import { ADDRESSES_MAX, KEY_BYTES_MAX, type KeyFacts } from './key-facts.ts';

export type NoOpenpgpKey = { readonly kind: 'unreadable' | 'secret' | 'several' };

/**
 * What an OpenPGP key (RFC 9580 §10.1, binary) is good for at `now`: of what kind, until when, and why not, where nothing can be encrypted to
 * it. The library's own rules say which algorithms are too weak. Never throws.
 */
export async function inspectOpenpgpKey(bytes: Uint8Array, now: Instant): Promise<KeyFacts | NoOpenpgpKey> {
  if (bytes.length > KEY_BYTES_MAX) return { kind: 'unreadable' };
  let keys;
  try {
    keys = await readKeys({ binaryKeys: bytes });
  } catch {
    return { kind: 'unreadable' };
  }
  const [key] = keys;
  if (key === undefined) return { kind: 'unreadable' };
  if (keys.some((each) => each.isPrivate())) return { kind: 'secret' };
  if (keys.length > 1) return { kind: 'several' };
  const date = new Date(millisecondsOf(now));
  const fault = await faultOf(key, date);
  return {
    kind: 'openpgp',
    bytes: key.write(),
    fingerprint: key.getFingerprint().toUpperCase(),
    algorithm: await algorithmOf(key, date),
    addresses: key.users.flatMap(({ userID }) => (userID === null ? [] : (mailAddress(userID.email) ?? []))).slice(0, ADDRESSES_MAX),
    expiresAt: await endOf(key, date),
    fault,
  };
}

async function faultOf(key: PublicKey, date: Date): Promise<KeyFault | undefined> {
  try {
    if (await key.isRevoked(undefined, undefined, date)) return 'revoked';
    await key.getEncryptionKey(undefined, date);
    return undefined;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    if (/expired/i.test(said)) return 'expired';
    if (/revoked/i.test(said)) return 'revoked';
    if (/future|not yet/i.test(said)) return 'not-yet';
    return /weak|short|reject|algorithm|curve|insecure/i.test(said) ? 'algorithm' : 'no-encryption';
  }
}

async function algorithmOf(key: PublicKey, date: Date): Promise<string> {
  const used = await key.getEncryptionKey(undefined, date).catch(() => key);
  const { algorithm, bits, curve } = used.getAlgorithmInfo();
  return [algorithm, bits ?? curve].filter((part) => part !== undefined).join(' ');
}

/** The key's own end, or that of the part which is encrypted to, whichever comes first; undefined where neither has one. */
async function endOf(key: PublicKey, date: Date): Promise<Instant | undefined> {
  const ends = [await key.getExpirationTime().catch(() => null)];
  const used = await key.getEncryptionKey(undefined, date).catch(() => undefined);
  if (used !== undefined && used !== key && 'getExpirationTime' in used)
    ends.push(
      await (used as { getExpirationTime: (at?: Date) => Promise<Date | number | null> }).getExpirationTime(date).catch(() => null),
    );
  const times = ends.flatMap((end) => (end instanceof Date && Number.isFinite(end.getTime()) ? [end.getTime()] : []));
  return times.length === 0 ? undefined : instantOf(Math.min(...times));
}
