import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InternalFault } from '../internal-fault.ts';

/** What signs checkpoints (Ed25519, RFC 8032). `id`: the first 16 hexadecimal digits of the SHA-256 of the public key (SPKI, DER). */
export type AuditKey = { readonly id: string; readonly sign: (bytes: Uint8Array) => Uint8Array; readonly publicKey: string };

/** Checks signatures by the id of the key; undefined where that key is not known here. */
export type KnownKeys = (id: string, bytes: Uint8Array, signature: Uint8Array) => boolean | undefined;

const PRIVATE = 'audit-key';
/** Keys of earlier days stay beside it under any such name. */
const PUBLIC = /^audit-key.*\.pub$/;

/**
 * The key in `audit-key` of the data directory, made on first use, readable by its owner alone; its public half beside it in
 * `audit-key.pub`. Outside the database on purpose: its owner must not be able to sign. Several Forewarns on one database need the same file.
 */
export async function auditKey(dataDirectory: string): Promise<AuditKey> {
  const path = join(dataDirectory, PRIVATE);
  await mkdir(dataDirectory, { recursive: true });
  if (!existsSync(path)) await writeNew(path, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600);
  const privateKey = readPrivate(await readFile(path, 'utf8'), path);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  await writeNew(join(dataDirectory, `${PRIVATE}.pub`), publicKey, 0o644);
  return { id: keyId(createPublicKey(privateKey)), publicKey, sign: (bytes) => sign(null, bytes, privateKey) };
}

/** Every public key in the data directory, that of `audit-key` included; makes none. */
export async function knownKeys(dataDirectory: string): Promise<KnownKeys> {
  const keys = new Map<string, KeyObject>();
  const add = (key: KeyObject) => keys.set(keyId(key), key);
  for (const name of await readdir(dataDirectory).catch(() => []))
    if (PUBLIC.test(name)) add(createPublicKey(await readFile(join(dataDirectory, name), 'utf8')));
  const own = await readFile(join(dataDirectory, PRIVATE), 'utf8').catch(() => undefined);
  if (own !== undefined) add(createPublicKey(readPrivate(own, join(dataDirectory, PRIVATE))));
  return (id, bytes, signature) => {
    const key = keys.get(id);
    return key === undefined ? undefined : verify(null, bytes, key, signature);
  };
}

export function keyId(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

function readPrivate(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below, without what is in the file
  }
  throw new InternalFault(
    `${path} is damaged. Put back the right one, or move it away: a new one is made, and its checkpoints name another key.`,
  );
}

async function writeNew(path: string, text: string | Buffer, mode: number): Promise<void> {
  await writeFile(path, text, { mode, flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
}
