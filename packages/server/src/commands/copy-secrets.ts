import { readFile } from 'node:fs/promises';
import { auditKeyPath } from '../audit/audit-key.ts';
import type { Config } from '../config.ts';
import type { HeaderLine } from '../database/backup/backup-format.ts';
import { copyOfSecretKeys, secretKeysPath } from '../database/secret-keys.ts';
import { pushKeysPath } from '../deliveries/channels/push/push-keys.ts';
import { linkSecretPath } from '../sessions/link-secret.ts';

/** What Forewarn itself made outside the database, for a backup that is asked to hold it. The keys that an operator brought are the operator's to keep. */
export async function copySecrets(config: Config): Promise<NonNullable<HeaderLine['secrets']>> {
  const linkSecret = (await readFile(linkSecretPath(config.dataDirectory), 'utf8')).trim();
  const auditKey = await readIfThere(auditKeyPath(config.dataDirectory));
  const secretKeys = copyOfSecretKeys(secretKeysPath(config.dataDirectory, config.secretKeysFile));
  const pushKeys = await readIfThere(pushKeysPath(config));
  return {
    linkSecret,
    ...(auditKey === undefined ? {} : { auditKey }),
    ...(secretKeys === undefined ? {} : { secretKeys }),
    ...(pushKeys === undefined ? {} : { pushKeys }),
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
