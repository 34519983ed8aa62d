import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InternalFault } from '../internal-fault.ts';
import { makeFileOnce, replaceFile } from '../whole-file.ts';
import { onceATurn } from './once-a-turn.ts';
import { openText, sealText, type SealedText, type SecretKey } from './sealed-text.ts';

/** Seals and opens what the database keeps of others' secrets. */
export type SecretKeys = {
  readonly seal: (text: string, place: string) => SealedText;
  /** Undefined where no key here opens it. */
  readonly open: (sealed: string, place: string) => string | undefined;
  /** Ids, the one that seals first. */
  readonly ids: () => readonly string[];
};

const KEY_BYTES = 32;
const LINE = /^([0-9a-f]{8}) ([A-Za-z0-9_-]{43})$/;

/** Where the keys lie when FOREWARN_SECRET_KEYS does not say it. */
export function secretKeysPath(dataDirectory: string, configured: string | undefined): string {
  return configured ?? join(dataDirectory, 'secret-keys');
}

/**
 * The keys in a file, a line each (`id key`, the newest first), made on first use and readable by its owner alone. Outside the database on
 * purpose: who has a copy of the database has none of the secrets in it. The file is looked at again when it changes, so that a rotation
 * needs no restart. Several Forewarns on one database need the same file. Throws `InternalFault` where it is damaged.
 */
export function secretKeys(path: string): SecretKeys {
  makeFileOnce(path, () => `${newKeyLine()}\n`);
  let [seen, keys] = readKeyFile(path);
  const current = (): readonly SecretKey[] => {
    if (stampOf(path) !== seen) [seen, keys] = readKeyFile(path);
    return keys;
  };
  const currentInTurn = onceATurn(current);
  return {
    seal: (text, place) => sealText(current()[0] as SecretKey, text, place),
    open: (sealed, place) => openText(currentInTurn(), sealed, place),
    ids: () => current().map(({ id }) => id),
  };
}

/** Puts a new key in front; what was sealed before still opens. Returns its id. The file is replaced in one step. */
export function addSecretKey(path: string): string {
  makeFileOnce(path, () => `${newKeyLine()}\n`);
  const added = newKeyLine();
  writeWhole(path, [added, ...linesOf(path)]);
  return added.slice(0, 8);
}

/** Forgets keys by id. What is still sealed under them can never be opened again: the caller has looked. */
export function forgetSecretKeys(path: string, ids: readonly string[]): void {
  writeWhole(
    path,
    linesOf(path).filter((line) => !ids.includes(line.slice(0, 8))),
  );
}

/** The file as it is, for a backup that is asked to hold secrets; undefined where there is none. */
export function copyOfSecretKeys(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Adds the keys of a copy that are not here, behind those that are; makes the file of them where there is none. Returns how many. */
export function restoreSecretKeys(path: string, copy: string): number {
  const here = existsSync(path) ? linesOf(path) : [];
  const added = copy.split('\n').filter((line) => LINE.test(line) && !here.includes(line));
  if (added.length > 0) writeWhole(path, [...here, ...added]);
  return added.length;
}

function newKeyLine(): string {
  return `${randomBytes(4).toString('hex')} ${randomBytes(KEY_BYTES).toString('base64url')}`;
}

function readKeyFile(path: string): [stamp: string, keys: readonly SecretKey[]] {
  const stamp = stampOf(path);
  const keys = linesOf(path).map((line) => {
    const [, id = '', encoded = ''] = LINE.exec(line) ?? [];
    return { id, bytes: Buffer.from(encoded, 'base64url') };
  });
  if (keys.length === 0 || keys.some(({ id, bytes }) => id === '' || bytes.length !== KEY_BYTES))
    throw new InternalFault(`${path} is damaged. Put back the right one; without it the members' webhook secrets must be entered again.`);
  return [stamp, keys];
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A file that is replaced has another inode, even within the clock's grain. */
function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}

function writeWhole(path: string, lines: readonly string[]): void {
  replaceFile(path, `${lines.join('\n')}\n`);
}
