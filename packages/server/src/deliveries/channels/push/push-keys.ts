import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import webPush from 'web-push';
import type { Config } from '../../../config.ts';
import { InternalFault } from '../../../internal-fault.ts';
import { makeFileOnce, replaceFile } from '../../../whole-file.ts';

/** The pair that push services know this Forewarn by (VAPID, RFC 8292); base64url. */
export type PushKeys = { readonly publicKey: string; readonly privateKey: string };

/** The keys in their file, made on first use and readable by its owner alone. Throws `InternalFault` where it is damaged. */
export function pushKeys(config: Pick<Config, 'pushKeysFile' | 'dataDirectory'>): PushKeys {
  const path = pushKeysPath(config);
  makeFileOnce(path, () => inFile(webPush.generateVAPIDKeys()));
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
  const keys = webPush.generateVAPIDKeys();
  replaceFile(path, inFile(keys));
  return keys;
}

function inFile({ publicKey, privateKey }: PushKeys): string {
  return `${publicKey}\n${privateKey}\n`;
}
