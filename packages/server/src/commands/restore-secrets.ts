import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { auditKeyPath, restorePublicKeys } from '../audit/audit-key.ts';
import type { Config } from '../config.ts';
import type { Restored } from '../database/backup/restore-backup.ts';
import { restoreSecretKeys, secretKeysPath } from '../database/secret-keys.ts';
import { pushKeysPath } from '../deliveries/channels/push/push-keys.ts';
import { linkSecretPath } from '../sessions/link-secret.ts';

/** Puts back what a backup holds of the files beside the database, and says in sentences, a line each, what is there now and what is not. */
export async function restoreSecrets(config: Config, restored: Restored, mayReplace: boolean): Promise<string> {
  const { dataDirectory } = config;
  const said = [
    await restoreLinkSecret(linkSecretPath(dataDirectory), restored, mayReplace),
    await restoreFile(auditKeyPath(dataDirectory), restored.secrets?.auditKey, 'The key that signs the audit trail is back in'),
    await restorePublic(dataDirectory, restored),
    restoreKeys(secretKeysPath(dataDirectory, config.secretKeysFile), restored),
    await restoreFile(pushKeysPath(config), restored.secrets?.pushKeys, 'The keys that push services know us by are back in'),
  ];
  return said.join('');
}

/** A different one that is there is not overwritten without --replace. */
async function restoreLinkSecret(path: string, restored: Restored, mayReplace: boolean): Promise<string> {
  const there = await readFile(path, 'utf8').catch(() => undefined);
  const kept = restored.secrets?.linkSecret;
  if (kept === undefined)
    return there === undefined
      ? `The backup holds no secret and there is none in ${path}: put back your copy, or links in mails that were sent no longer work.\n`
      : '';
  if (there?.trim() === kept) return '';
  if (there !== undefined && !mayReplace)
    return `The backup's link secret is another than the one in ${path}, which stays: links in mails sent before the backup no longer work.\n`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, kept, { mode: 0o600 });
  return `The link secret is back in ${path}.\n`;
}

/** One that is there stays: it signed what lies beside it. */
async function restoreFile(path: string, kept: string | undefined, sentence: string): Promise<string> {
  const there = await readFile(path, 'utf8').catch(() => undefined);
  if (there !== undefined || kept === undefined) return '';
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, kept, { mode: 0o600 });
  return `${sentence} ${path}.\n`;
}

/** After the private one, whose public half is then known. */
async function restorePublic(dataDirectory: string, restored: Restored): Promise<string> {
  const added = await restorePublicKeys(dataDirectory, restored.auditPublicKeys ?? []);
  if (added.length === 0) return '';
  return `Public keys that check what was signed of the audit trail are back in ${dataDirectory}: ${added.join(', ')}.\n`;
}

/** Those that are there stay in front; what the backup holds was sealed under its own. */
function restoreKeys(path: string, restored: Restored): string {
  const kept = restored.secrets?.secretKeys;
  if (kept === undefined || restoreSecretKeys(path, kept) === 0) return '';
  return `The keys that members' secrets are sealed under are back in ${path}.\n`;
}
