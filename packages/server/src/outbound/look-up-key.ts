import { createHash } from 'node:crypto';
import type { Door } from './door.ts';
import { fetchSafely } from './fetch-safely.ts';

/** A key that a domain publishes for an address; publisher-controlled. */
export type KeyLookup =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  /** The domain publishes none for it. */
  | { readonly kind: 'none' }
  /** It could not be asked now. */
  | { readonly kind: 'failed'; readonly message: string };

export type LookupPlace = {
  /** What a host's addresses begin with: `https://` and its name. */
  readonly originOf: (host: string) => string;
  readonly allowPrivate: boolean;
};

const KEY_BYTES_MAX = 131_072;
const TOTAL_MS = 15_000;
const OUTSIDE: LookupPlace = { originOf: (host) => `https://${host}`, allowPrivate: false };

/**
 * Asks the domain of an address for its OpenPGP key (draft-koch-openpgp-webkey-service §3.1): at `openpgpkey.` of the domain, and where that name
 * does not exist, at the domain itself. An address that is no plain ASCII one is not asked for.
 */
export async function lookUpKey(door: Door, address: string, place: LookupPlace = OUTSIDE): Promise<KeyLookup> {
  const [, local = '', domain = ''] = /^([\x21-\x7e]+)@([a-z0-9.-]+)$/i.exec(address.trim()) ?? [];
  if (local === '') return { kind: 'none' };
  const host = domain.toLowerCase();
  const path = `hu/${zBase32(createHash('sha1').update(local.toLowerCase()).digest())}?l=${encodeURIComponent(local)}`;
  const advanced = await ask(door, `${place.originOf(`openpgpkey.${host}`)}/.well-known/openpgpkey/${host}/${path}`, place);
  return advanced === 'no-such-host' ? lookUpDirectly(door, `${place.originOf(host)}/.well-known/openpgpkey/${path}`, place) : advanced;
}

async function lookUpDirectly(door: Door, url: string, place: LookupPlace): Promise<KeyLookup> {
  const direct = await ask(door, url, place);
  return direct === 'no-such-host' ? { kind: 'none' } : direct;
}

async function ask(door: Door, url: string, { allowPrivate }: LookupPlace): Promise<KeyLookup | 'no-such-host'> {
  const answer = await fetchSafely(door, { url, allowPrivate, sizeBytesMax: KEY_BYTES_MAX, totalMs: TOTAL_MS, idleMs: TOTAL_MS });
  if (answer.kind === 'fetched') return answer.bytes.length === 0 ? { kind: 'none' } : { kind: 'found', bytes: answer.bytes };
  if (answer.kind === 'not-modified') return { kind: 'none' };
  if (answer.code === 'dns-failed') return 'no-such-host';
  return answer.status !== undefined && answer.status < 500 ? { kind: 'none' } : { kind: 'failed', message: answer.message };
}

/** RFC 6189 §5.1.6: five bits a letter, of letters that are hard to confuse. */
const LETTERS = 'ybndrfg8ejkmcpqxot1uwisza345h769';

export function zBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += LETTERS[(held >> (bits - 5)) & 31];
      bits -= 5;
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + LETTERS[(held << (5 - bits)) & 31];
}
