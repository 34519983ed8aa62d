import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import { onceATurn } from '../database/once-a-turn.ts';
import { InternalFault } from '../internal-fault.ts';
import { makeFileOnce, replaceFile } from '../whole-file.ts';

/** A secret that signed links until another took its place; what it signed works for as long as those links do. */
export type EarlierSecret = { readonly secret: Uint8Array; readonly until: Instant };

export type LinkSecrets = {
  /** What signs now. 32 bytes. */
  readonly current: () => Uint8Array;
  /** The newest first. */
  readonly earlier: () => readonly EarlierSecret[];
};

const SECRET_BYTES = 32;
const LINE = /^([A-Za-z0-9_-]{43})(?: (\S+))?$/;

/**
 * The secret that signs links and codes, from `link-secret` in the data directory (made on first use, readable by its owner alone). The first
 * line signs; the lines behind it are earlier ones, each with when it ended. The file is looked at again when it changes, so that a rotation
 * needs no restart. Several Forewarns on one database need the same file; a backup holds it only with `--with-secrets`. Throws
 * `InternalFault` where it is damaged.
 */
export function linkSecrets(dataDirectory: string): LinkSecrets {
  const path = linkSecretPath(dataDirectory);
  makeFileOnce(path, newSecret);
  let seen = stampOf(path);
  let read = readSecrets(path);
  const fresh = () => {
    const stamp = stampOf(path);
    if (stamp !== seen) [seen, read] = [stamp, readSecrets(path)];
    return read;
  };
  const inTurn = onceATurn(fresh);
  return { current: () => inTurn().current, earlier: () => inTurn().earlier };
}

export function linkSecretPath(dataDirectory: string): string {
  return join(dataDirectory, 'link-secret');
}

/** Puts a new secret in front, and keeps of the earlier ones those that `isNeeded` says. The file is replaced in one step. */
export function replaceLinkSecret(
  dataDirectory: string,
  now: Instant,
  isNeeded: (earlier: EarlierSecret) => boolean,
): { readonly kept: number } {
  const path = linkSecretPath(dataDirectory);
  makeFileOnce(path, newSecret);
  const { current, earlier } = readSecrets(path);
  const kept = [{ secret: current, until: now }, ...earlier].filter((one) => isNeeded(one));
  const lines = [newSecret(), ...kept.map(({ secret, until }) => `${Buffer.from(secret).toString('base64url')} ${until}`)];
  replaceFile(path, `${lines.join('\n')}\n`);
  return { kept: kept.length };
}

function readSecrets(path: string): { readonly current: Uint8Array; readonly earlier: readonly EarlierSecret[] } {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const read = lines.map((line) => {
    const [, encoded = '', until] = LINE.exec(line.trim()) ?? [];
    return { secret: Buffer.from(encoded, 'base64url'), until: until === undefined ? undefined : readInstant(until) };
  });
  const [first, ...rest] = read;
  const earlier = rest.flatMap(({ secret, until }) => (until === undefined ? [] : [{ secret, until }]));
  if (
    first === undefined ||
    first.until !== undefined ||
    earlier.length < rest.length ||
    read.some(({ secret }) => secret.length !== SECRET_BYTES)
  )
    throw new InternalFault(`${path} is damaged. Put back the right one, or remove it: links already sent then end.`);
  return { current: first.secret, earlier };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** A file that is replaced has another inode, even within the clock's grain. */
function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}
