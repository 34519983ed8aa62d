import { createHash } from 'node:crypto';
import type { HashCheck } from '../../raw-document.ts';

type Algorithm = 'sha256' | 'sha512';
const DIGITS: Readonly<Record<Algorithm, number>> = { sha256: 64, sha512: 128 };

/**
 * Checks the bytes against the hash files beside them (CSAF 2.0 §7.1.18: the hash in hex first, then the file's name). Every file counts:
 * one mismatch is a mismatch.
 */
export function checkHash(bytes: Uint8Array, hashFiles: readonly { readonly url: string; readonly bytes: Uint8Array }[]): HashCheck {
  if (hashFiles.length === 0) return { kind: 'absent' };
  const algorithms: Algorithm[] = [];
  for (const file of hashFiles) {
    const stated = statedHash(new TextDecoder().decode(file.bytes.subarray(0, 1_000)));
    if (stated === undefined) return { kind: 'unreadable', message: `${file.url.split('/').at(-1)} holds no hash.` };
    const actual = createHash(stated.algorithm).update(bytes).digest('hex');
    if (stated.hex !== actual) return { kind: 'mismatch', algorithm: stated.algorithm, stated: stated.hex, actual };
    algorithms.push(stated.algorithm);
  }
  return { kind: 'matches', algorithms: [...new Set(algorithms)].toSorted() };
}

/** Told apart by its length; some write it as `SHA512 (name) = hex`. */
function statedHash(text: string): { algorithm: Algorithm; hex: string } | undefined {
  const hex = /(?:^|[\s=\\])([0-9a-f]{128}|[0-9a-f]{64})(?![0-9a-f])/i.exec(text)?.[1]?.toLowerCase();
  if (hex === undefined) return undefined;
  return { algorithm: hex.length === DIGITS.sha512 ? 'sha512' : 'sha256', hex };
}
