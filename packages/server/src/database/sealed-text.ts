import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyObjectOf } from './key-object.ts';

/**
 * A secret as the database keeps it: `fws1.` key id `.` base64url of nonce, ciphertext and tag (AES-256-GCM, NIST SP 800-38D; 96-bit
 * nonce by chance, 128-bit tag). A brand, so that a store which keeps a secret cannot be handed a plain one.
 */
export type SealedText = string & { readonly sealed: true };

/** The id is 8 hexadecimal digits; `bytes` 32. */
export type SecretKey = { readonly id: string; readonly bytes: Uint8Array };

const PATTERN = /^fws1\.([0-9a-f]{8})\.([A-Za-z0-9_-]{38,})$/;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a text for one place (`contacts.webhook_secret/` and the row's id). The place is authenticated with it: a sealed text that is
 * copied to another row does not open there.
 */
export function sealText(key: SecretKey, text: string, place: string): SealedText {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyObjectOf(key.bytes), nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `fws1.${key.id}.${sealed.toString('base64url')}` as SealedText;
}

/** The text; undefined where it was sealed under another key or for another place, or was changed. */
export function openText(keys: readonly SecretKey[], sealed: string, place: string): string | undefined {
  const [, id, encoded] = PATTERN.exec(sealed) ?? [];
  const key = keys.find((each) => each.id === id);
  if (key === undefined || encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyObjectOf(key.bytes), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** The id of the key that a text is sealed under; undefined where it is not sealed at all. */
export function keyOfSealed(text: string): string | undefined {
  return PATTERN.exec(text)?.[1];
}
