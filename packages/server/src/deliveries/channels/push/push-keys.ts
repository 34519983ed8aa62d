import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import webPush from 'web-push';
import type { Config } from '../../../config.ts';
import { InternalFault } from '../../../internal-fault.ts';

/** The pair that push services know this Forewarn by (VAPID, RFC 8292); base64url. */
export type PushKeys = { readonly publicKey: string; readonly privateKey: string };

/** The keys in their file, made on first use and readable by its owner alone. Throws `InternalFault` where it is damaged. */
export function pushKeys(config: Pick<Config, 'pushKeysFile' | 'dataDirectory'>): PushKeys {
  const path = pushKeysPath(config);
  makeOnFirstUse(path);
  const [publicKey = '', privateKey = ''] = readFileSync(path, 'utf8').split(/\s+/);
  if (!/^[A-Za-z0-9_-]{87}$/.test(publicKey) || !/^[A-Za-z0-9_-]{43}$/.test(privateKey))
    throw new InternalFault(`${path} is damaged. Put back the right one; with new keys every device must allow messages again.`);
  return { publicKey, privateKey };
}

export function pushKeysPath(config: Pick<Config, 'pushKeysFile' | 'dataDirectory'>): string {
  return config.pushKeysFile ?? join(config.dataDirectory, 'push-keys');
}

/** A new pair in the place of the old one, in one step. */
export function replacePushKeys(config: Pick<Config, 'pushKeysFile' | 'dataDirectory'>): PushKeys {
  const path = pushKeysPath(config);
  mkdirSync(dirname(path), { recursive: true });
  const keys = webPush.generateVAPIDKeys();
  writeFileSync(`${path}.new`, `${keys.publicKey}\n${keys.privateKey}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return keys;
}

function makeOnFirstUse(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  try {
    writeFileSync(path, `${publicKey}\n${privateKey}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}
