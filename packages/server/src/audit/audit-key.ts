import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InternalFault } from '../internal-fault.ts';
import { makeFileOnce, replaceFile } from '../whole-file.ts';

/** What signs checkpoints (Ed25519, RFC 8032). `id`: the first 16 hexadecimal digits of the SHA-256 of the public key (SPKI, DER). */
export type AuditKey = { readonly id: string; readonly sign: (bytes: Uint8Array) => Uint8Array; readonly publicKey: string };

/** Checks signatures by the id of the key; undefined where that key is not known here. */
export type KnownKeys = (id: string, bytes: Uint8Array, signature: Uint8Array) => boolean | undefined;

const PRIVATE = 'audit-key';
/** Whoever checks what was signed may read it. */
const PUBLISHED = 0o644;
/** Keys of earlier days stay beside it under any such name. */
const PUBLIC = /^audit-key.*\.pub$/;

/**
 * The key in `audit-key` of the data directory, made on first use, readable by its owner alone; its public half beside it in
 * `audit-key.pub`. Outside the database on purpose: its owner must not be able to sign. Several Forewarns on one database need the same file.
 */
export async function auditKey(dataDirectory: string): Promise<AuditKey> {
  const path = join(dataDirectory, PRIVATE);
  makeFileOnce(path, () => newAuditKey().privatePem);
  const privateKey = readPrivate(await readFile(path, 'utf8'), path);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  makeFileOnce(join(dataDirectory, `${PRIVATE}.pub`), () => publicKey, PUBLISHED);
  return { id: keyId(createPublicKey(privateKey)), publicKey, sign: (bytes) => sign(null, bytes, privateKey) };
}

export function auditKeyPath(dataDirectory: string): string {
  return join(dataDirectory, PRIVATE);
}

/** A key that is in no file yet. */
export function newAuditKey(): { readonly id: string; readonly publicKey: string; readonly privatePem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    id: keyId(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** The new key in the place of the old, whose public half stays beside it under its id. Killed between two steps, `auditKey` still reads one of both. */
export async function putAuditKey(dataDirectory: string, old: AuditKey, fresh: ReturnType<typeof newAuditKey>): Promise<void> {
  const path = join(dataDirectory, PRIVATE);
  makeFileOnce(join(dataDirectory, `${PRIVATE}-${old.id}.pub`), () => old.publicKey, PUBLISHED);
  replaceFile(path, fresh.privatePem);
  replaceFile(`${path}.pub`, fresh.publicKey, PUBLISHED);
}

/** Changes when the file does: whoever signs for long looks whether it has to read it again. Undefined where there is none. */
export async function auditKeyStamp(dataDirectory: string): Promise<string | undefined> {
  const found = await stat(join(dataDirectory, PRIVATE)).catch(() => undefined);
  return found === undefined ? undefined : `${found.ino} ${found.mtimeMs} ${found.size}`;
}

/** Every public key in the data directory, that of `audit-key` included; makes none. */
export async function knownKeys(dataDirectory: string): Promise<KnownKeys> {
  const keys = await publicKeysIn(dataDirectory);
  return (id, bytes, signature) => {
    const key = keys.get(id);
    return key === undefined ? undefined : verify(null, bytes, key, signature);
  };
}

/** The same keys as PEM (SPKI), for a backup: without those of earlier days nothing that they signed could be checked after the machine is lost. */
export async function copyOfPublicKeys(dataDirectory: string): Promise<readonly string[]> {
  const keys = await publicKeysIn(dataDirectory);
  return [...keys.values()].map((key) => key.export({ type: 'spki', format: 'pem' }).toString());
}

/** Puts those of a copy that are not here beside the others, each under its id; gives their ids. What is no such key is left out. */
export async function restorePublicKeys(dataDirectory: string, copy: readonly string[]): Promise<readonly string[]> {
  const here = await publicKeysIn(dataDirectory);
  const added: string[] = [];
  for (const pem of copy) {
    const key = readPublic(pem);
    if (key === undefined || here.has(keyId(key))) continue;
    here.set(keyId(key), key);
    makeFileOnce(join(dataDirectory, `${PRIVATE}-${keyId(key)}.pub`), () => key.export({ type: 'spki', format: 'pem' }), PUBLISHED);
    added.push(keyId(key));
  }
  return added;
}

async function publicKeysIn(dataDirectory: string): Promise<Map<string, KeyObject>> {
  const keys = new Map<string, KeyObject>();
  const add = (key: KeyObject) => keys.set(keyId(key), key);
  for (const name of await readdir(dataDirectory).catch(() => []))
    if (PUBLIC.test(name)) add(createPublicKey(await readFile(join(dataDirectory, name), 'utf8')));
  const own = await readFile(join(dataDirectory, PRIVATE), 'utf8').catch(() => undefined);
  if (own !== undefined) add(createPublicKey(readPrivate(own, join(dataDirectory, PRIVATE))));
  return keys;
}

/** What comes from a file that somebody calls a backup. */
function readPublic(pem: unknown): KeyObject | undefined {
  try {
    const key = createPublicKey(String(pem));
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
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
