import { createSecretKey, type KeyObject } from 'node:crypto';

/** By the secret itself, gone with it. */
const known = new WeakMap<Uint8Array, KeyObject>();

/** The secret as a key of the library: made of bytes each time, a key costs more than what is done with it. */
export function keyObjectOf(secret: Uint8Array): KeyObject {
  const before = known.get(secret);
  if (before !== undefined) return before;
  const key = createSecretKey(secret);
  known.set(secret, key);
  return key;
}
