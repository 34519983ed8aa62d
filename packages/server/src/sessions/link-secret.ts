import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InternalFault } from '../internal-fault.ts';

const SECRET_BYTES = 32;

/**
 * The secret that signs answer links, from `link-secret` in the data directory (made on first use, readable by its owner alone).
 * Several Forewarns on one database need the same file; a backup of the database does not hold it.
 */
export async function linkSecret(dataDirectory: string): Promise<Uint8Array> {
  const path = join(dataDirectory, 'link-secret');
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(path, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause;
    },
  );
  const secret = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
  if (secret.length !== SECRET_BYTES)
    throw new InternalFault(`${path} is damaged. Put back the right one, or remove it: links already sent then end.`);
  return secret;
}
