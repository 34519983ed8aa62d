import { canonicalJson } from './canonical-json.ts';
import { CHAIN_FORMAT } from './chain.ts';
import type { AuditKey, KnownKeys } from './audit-key.ts';

/**
 * "At this time the chain had this hash at this sequence", signed. `checkpoint`: kept in the database and in the file beside it; `head`: the
 * newest one, in a file alone; `restored`: from here on a backup's chain goes on, and what earlier statements say of later sequences is over.
 */
export type Statement = {
  readonly kind: 'checkpoint' | 'head' | 'restored';
  readonly sequence: number;
  readonly hash: string;
  /** RFC 3339, UTC, six decimals. */
  readonly at: string;
  readonly key: string;
  /** base64url of 64 bytes. */
  readonly signature: string;
};

export function signStatement(key: AuditKey, said: Omit<Statement, 'key' | 'signature'>): Statement {
  const unsigned = { kind: said.kind, sequence: said.sequence, hash: said.hash, at: said.at, key: key.id };
  return { ...unsigned, signature: Buffer.from(key.sign(signedBytes(unsigned))).toString('base64url') };
}

/** `unknown-key`: nothing here can tell. */
export function checkStatement(keys: KnownKeys, statement: Statement): 'right' | 'forged' | 'unknown-key' {
  const right = keys(statement.key, signedBytes(statement), Buffer.from(statement.signature, 'base64url'));
  if (right === undefined) return 'unknown-key';
  return right ? 'right' : 'forged';
}

/** Over the canonical JSON of everything but the signature, with the format. */
function signedBytes({ kind, sequence, hash, at, key }: Omit<Statement, 'signature'>): Uint8Array {
  return Buffer.from(canonicalJson({ format: CHAIN_FORMAT, kind, sequence, hash, at, key }), 'utf8');
}

/** A line of the checkpoint file; undefined where it is none. */
export function readStatement(text: string): Statement | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof Statement, unknown>>;
    const { kind, sequence, hash, at, key, signature } = value;
    if (kind !== 'checkpoint' && kind !== 'head' && kind !== 'restored') return undefined;
    if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0) return undefined;
    if (typeof hash !== 'string' || typeof at !== 'string' || typeof key !== 'string' || typeof signature !== 'string') return undefined;
    return { kind, sequence, hash, at, key, signature };
  } catch {
    return undefined;
  }
}
