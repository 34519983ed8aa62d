import type { PublicKey } from 'openpgp';
import type { ProviderKey } from '../listing.ts';

const KEYS_IN_FILE_MAX = 50;

/** The keys of a file, armored or not; none where it holds none. Publisher-controlled. */
export async function openKeys(bytes: Uint8Array): Promise<readonly PublicKey[]> {
  try {
    const { readKeys } = await import('openpgp'); // large: loaded with the first key that there is to read
    const text = new TextDecoder().decode(bytes);
    const keys = text.includes('-----BEGIN PGP')
      ? await readKeys({ armoredKeys: text.slice(text.indexOf('-----BEGIN PGP')) })
      : await readKeys({ binaryKeys: bytes });
    return keys.slice(0, KEYS_IN_FILE_MAX).map((key) => key.toPublic());
  } catch {
    return [];
  }
}

/** 40 or 64 hex digits in capitals. */
export function fingerprintOf(key: PublicKey): string {
  return key.getFingerprint().toUpperCase();
}

export async function openProviderKeys(keys: readonly ProviderKey[]): Promise<readonly PublicKey[]> {
  return (await Promise.all(keys.map((key) => openKeys(Buffer.from(key.armored))))).flat();
}
