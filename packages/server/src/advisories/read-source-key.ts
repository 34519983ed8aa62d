import { readFile } from 'node:fs/promises';
import type { Machine } from '../machine.ts';
import type { Source } from './source.ts';
import type { SourceFault } from './sources/source-fault.ts';

export type SourceKey =
  | { readonly kind: 'key'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly fault: SourceFault };

/**
 * The key that a source is asked with, from the operator's file: a line `name host key`. The host stands in the file and not in the source,
 * so that nobody who may add sources can have a key sent to a host of theirs. Read at every poll: a key is replaced without a restart.
 */
export async function readSourceKey(
  { config }: Pick<Machine, 'config'>,
  { url, policy }: Pick<Source, 'url' | 'policy'>,
): Promise<SourceKey> {
  if (policy.keyName === undefined) return { kind: 'none' };
  const no = (message: string): SourceKey => ({ kind: 'fault', fault: { code: 'no-key', url, message, hint: HINT } });
  if (config.sourceKeysFile === undefined) return no(`The source is asked with the key "${policy.keyName}", and there is no file of keys.`);
  const text = await readFile(config.sourceKeysFile, 'utf8').catch(() => undefined);
  if (text === undefined) return no('The file of keys can not be read.');
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const found = lines.find(([name, host]) => name === policy.keyName && host === new URL(url).host);
  const value = found?.[2] ?? '';
  return /^[\x21-\x7e]{1,500}$/.test(value)
    ? { kind: 'key', value }
    : no(`The file of keys has no key "${policy.keyName}" for ${new URL(url).host}.`);
}

const HINT = 'FOREWARN_SOURCE_KEYS names the file; each of its lines is: name host key.';
