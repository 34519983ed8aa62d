import { createPrivateKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';
import type { Config } from '../../config.ts';
import { secretKeys, secretKeysPath } from '../../database/secret-keys.ts';
import { pushKeys, pushKeysPath } from '../../deliveries/channels/push/push-keys.ts';
import { linkSecretPath, linkSecrets } from '../../sessions/link-secret.ts';
import { explainFault } from '../explain-fault.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import type { Place } from './place.ts';

/** A file of Forewarn's own that nobody can make again. */
type KeyFile = {
  readonly check: string;
  readonly path: string;
  /** What to think of where there is none; undefined: it is made when it is needed. */
  readonly ifMissing: string | undefined;
  readonly ifRead: string;
  /** `forewarn secrets rotate …` */
  readonly rotation: string;
  /** Throws where it is damaged. */
  readonly read: () => unknown;
};

/** A key that is older is worth a new one: who had it once may have it still. */
const KEY_DAYS_MAX = 730;
const DAY_MS = 86_400_000;

/** The keys beside the database: there, whole, for their owner alone, and not too old. */
export async function* examineKeyFiles({ config, now }: Place): AsyncGenerator<Finding> {
  for (const file of keyFiles(config)) if (file.ifMissing !== undefined || existsSync(file.path)) yield await examineFile(file, now);
}

function keyFiles(config: Config): readonly KeyFile[] {
  const auditKeyPath = join(config.dataDirectory, 'audit-key');
  return [
    {
      check: 'link-secret',
      path: linkSecretPath(config.dataDirectory),
      ifMissing: 'If mails were sent before, put back your copy first: their links work only with it.',
      ifRead: 'they could make links that work',
      rotation: 'links',
      read: () => linkSecrets(config.dataDirectory),
    },
    {
      check: 'secret-keys',
      path: secretKeysPath(config.dataDirectory, config.secretKeysFile),
      ifMissing: 'If members have webhooks, put back your copy first: their secrets open only with it.',
      ifRead: "with a copy of the database they could sign in the CERT's name",
      rotation: 'members',
      read: () => secretKeys(secretKeysPath(config.dataDirectory, config.secretKeysFile)),
    },
    {
      check: 'audit-key',
      path: auditKeyPath,
      ifMissing: 'If the trail was signed before, put back your copy first, or its public half as audit-key-….pub.',
      ifRead: 'they could sign another past',
      rotation: 'audit',
      read: async () => createPrivateKey(await readFile(auditKeyPath, 'utf8')),
    },
    {
      check: 'push-keys',
      path: pushKeysPath(config),
      ifMissing: undefined,
      ifRead: 'they could push messages in our name',
      rotation: 'push',
      read: () => pushKeys(config),
    },
  ];
}

async function examineFile({ check, path, ifMissing, ifRead, rotation, read }: KeyFile, now: Instant): Promise<Finding> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return worthALook(check, `There is no ${path} yet.`, `forewarn start makes it. ${ifMissing ?? ''}`.trim());
  if ((found.mode & 0o077) !== 0)
    return wrong(check, {
      message: `${path} can be read by others (mode ${(found.mode & 0o777).toString(8)}): ${ifRead}.`,
      hint: `chmod 600 ${path}`,
    });
  try {
    await read();
  } catch (cause) {
    const { message } = explainFault(cause);
    return wrong(check, {
      message: message.startsWith(path) ? message : `${path} holds no key that can be used.`,
      hint: 'Put back your copy of it (docs/operating/keys.md).',
    });
  }
  const days = Math.floor((millisecondsOf(now) - found.mtimeMs) / DAY_MS);
  if (days > KEY_DAYS_MAX) return worthALook(check, `${path} is ${days} days old.`, `forewarn secrets rotate ${rotation}`);
  return well(check, `${path} is readable by its owner alone, and ${days} days old. Keep a copy elsewhere.`);
}
