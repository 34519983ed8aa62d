import type { KeyToEncrypt } from '../../channel.ts';

/** What a key or certificate says of itself; publisher-controlled. */
export type KeyFacts = Pick<KeyToEncrypt, 'kind' | 'bytes' | 'fingerprint' | 'algorithm' | 'addresses' | 'expiresAt' | 'fault'>;

/** Of one key with all that is signed on it; keys that carry hundreds of signatures by others are larger and of no use to us. */
export const KEY_BYTES_MAX = 131_072;
export const ADDRESSES_MAX = 20;
