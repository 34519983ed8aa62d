import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { ChainedEntry } from './chained-entry.ts';

/** First in the text of every link, so that a later form can be told from this one. */
export const CHAIN_FORMAT = 'forewarn-audit/1';
/** The previous hash of the first entry. 64 hexadecimal digits. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the entry's canonical JSON (RFC 8785), salt included. 64 hexadecimal digits. */
export function digestOf(entry: ChainedEntry): string {
  return sha256(canonicalJson(entry));
}

/** What ties an entry to its place: everything in a seal but its hash. */
export type Link = {
  readonly sequence: number;
  /** RFC 3339 in UTC with six decimals. */
  readonly sealedAt: string;
  readonly previous: string;
  readonly digest: string;
};

/**
 * SHA-256 over five lines: format, sequence, time of sealing, previous hash, digest of the entry. Over the digest and not over the entry,
 * so that a proof can show the way to a checkpoint without what others did. 64 hexadecimal digits.
 */
export function hashOf({ sequence, sealedAt, previous, digest }: Link): string {
  return sha256(`${CHAIN_FORMAT}\n${sequence}\n${sealedAt}\n${previous}\n${digest}\n`);
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
