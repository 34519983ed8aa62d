import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { auditKeyPath, copyOfPublicKeys } from '../audit/audit-key.ts';
import { markRestored } from '../audit/mark-restored.ts';
import { record } from '../audit/record.ts';
import { auditPlace } from '../audit/seal-all.ts';
import type { Config } from '../config.ts';
import { secretKeysPath } from '../database/secret-keys.ts';
import { asSystem } from '../database/as-principal.ts';
import type { HeaderLine } from '../database/backup/backup-format.ts';
import { restoreBackup, type Restored } from '../database/backup/restore-backup.ts';
import { writeBackup, type WrittenBackup } from '../database/backup/write-backup.ts';
import { openAsIs, type Database } from '../database/open-database.ts';
import { systemClock } from '../jobs/clock.ts';
import { linkSecretPath } from '../sessions/link-secret.ts';
import { copySecrets } from './copy-secrets.ts';
import { showProgress } from './progress.ts';
import { restoreSecrets } from './restore-secrets.ts';
import { runCommand, type Commanding, type Outcome } from './run-command.ts';
import type { Cli } from './terminal.ts';

type BackupFlags = { readonly withSecrets?: boolean; readonly overwrite?: boolean; readonly json?: boolean };
type RestoreFlags = { readonly replace?: boolean; readonly json?: boolean };

/** What lies outside the database and goes into the file. */
type Beside = Pick<HeaderLine, 'secrets' | 'auditPublicKeys'>;

/** Instead of a file: standard output or input, so that a backup can be encrypted on its way. */
const STANDARD_STREAM = '-';

export function addBackupCommands(program: Command, cli: Cli): void {
  program
    .command('backup')
    .description('Writes everything to one file, as of one moment, while Forewarn runs on. "-" writes to standard output.')
    .argument('<file>')
    .option(
      '--with-secrets',
      'also the secret that signs answer links, the key that signs the audit trail, those that seal secrets and those of push messages: keep the file as you keep keys',
    )
    .option('--overwrite', 'replace the file if it is there')
    .option('--json', 'answer as JSON')
    .action(async (file: string, flags: BackupFlags) => {
      cli.exit = await runCommand(cli, flags, (commanding) => backup(commanding, file, flags));
    });
  program
    .command('restore')
    .description('Fills an empty database from a backup and checks every row. "-" reads standard input. Stop Forewarn first.')
    .argument('<file>')
    .option('--replace', 'put the backup in the place of what the database holds now')
    .option('--json', 'answer as JSON')
    .action(async (file: string, flags: RestoreFlags) => {
      cli.exit = await runCommand(cli, flags, (commanding) => restore(commanding, file, flags));
    });
}

async function backup(commanding: Commanding, file: string, flags: BackupFlags): Promise<Outcome> {
  const { config } = commanding;
  if (file !== STANDARD_STREAM && flags.overwrite !== true && existsSync(file))
    return refuse('file-exists', `There is a file ${file} already.`, 'Choose another name, or say --overwrite.');
  const secrets = flags.withSecrets === true ? await copySecrets(config) : undefined;
  const beside: Beside = { secrets, auditPublicKeys: await copyOfPublicKeys(config.dataDirectory) };
  const database = await openAsIs(config.database);
  try {
    const written =
      file === STANDARD_STREAM
        ? await backupTo(commanding, database, process.stdout, beside)
        : await backupToFile(commanding, database, resolve(file), beside);
    await recordBackup(database, { schema: written.schema, rows: written.rows, withSecrets: secrets !== undefined });
    const size = file === STANDARD_STREAM ? undefined : (await stat(file)).size;
    const text = backupText(config, file, written, size, secrets !== undefined);
    if (file !== STANDARD_STREAM)
      return { kind: 'done', facts: { file: resolve(file), sizeBytes: size, ...written, withSecrets: secrets !== undefined }, text };
    commanding.terminal.err(text); // the output is the backup itself
    return { kind: 'done', facts: {}, text: '', silent: true };
  } finally {
    await database.close();
  }
}

/** Beside its place under another name, on the disk, then renamed: a file of that name is always whole. Its owner alone may read it. */
async function backupToFile(commanding: Commanding, database: Database, file: string, beside: Beside): Promise<WrittenBackup> {
  const draft = `${file}.${process.pid}.partial`;
  await mkdir(dirname(file), { recursive: true });
  try {
    const written = await backupTo(commanding, database, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }), beside);
    await rename(draft, file);
    await syncFolder(dirname(file));
    return written;
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => {}); // some file systems have no such thing
  await handle.close();
}

async function backupTo({ terminal }: Commanding, database: Database, to: Writable, beside: Beside): Promise<WrittenBackup> {
  const progress = showProgress(terminal, 'backing up');
  return writeBackup(database.connection, to, { ...beside, onProgress: progress.at }).finally(progress.end);
}

/** Not every schema that can be backed up has today's audit trail; that it was made is then not written down. */
async function recordBackup(database: Database, details: Readonly<Record<string, unknown>>): Promise<void> {
  await asSystem(database, 'backup', (trx) =>
    record(trx, {
      principal: { kind: 'system', name: 'backup' },
      at: systemClock.now(),
      action: 'backup-made',
      subject: { kind: 'database', id: 'all' },
      details,
    }),
  ).catch(() => {});
}

function backupText(config: Config, file: string, written: WrittenBackup, sizeBytes: number | undefined, withSecrets: boolean): string {
  const size = sizeBytes === undefined ? '' : ` (${(sizeBytes / 1024 / 1024).toFixed(1)} MiB)`;
  const secret = withSecrets
    ? 'It holds the secret that signs answer links, the key that signs the audit trail, those that seal secrets and those of push messages: keep it as you keep keys.'
    : `It holds no secret. Keep a copy of ${linkSecretPath(config.dataDirectory)}, ${auditKeyPath(config.dataDirectory)} and ${secretKeysPath(config.dataDirectory, config.secretKeysFile)} elsewhere: links in mails that were sent work only with the first, the audit trail is signed on with the second, members' webhook secrets open with the third.`;
  return `Backed up ${written.rows.toLocaleString('en')} rows of ${written.tables.length} tables as of ${written.madeAt}${file === STANDARD_STREAM ? '' : ` to ${file}`}${size}.\n${secret}\n`;
}

async function restore(commanding: Commanding, file: string, flags: RestoreFlags): Promise<Outcome> {
  const { config, terminal } = commanding;
  if (file !== STANDARD_STREAM && !existsSync(file)) return refuse('no-such', `There is no file ${file}.`, 'Check the path.');
  const database = await openAsIs(config.database);
  try {
    const progress = showProgress(terminal, 'restoring');
    const packed: Readable = file === STANDARD_STREAM ? process.stdin : createReadStream(file);
    const outcome = await restoreBackup(database.connection, packed, {
      replace: flags.replace === true,
      onProgress: (step, rows, table) => progress.at(rows, 0, `${step} ${table}`),
    }).finally(progress.end);
    if (isRefusal(outcome)) return outcome;
    const secret = await restoreSecrets(config, outcome, flags.replace === true);
    await asSystem(database, 'restore', (trx) =>
      record(trx, {
        principal: { kind: 'system', name: 'restore' },
        at: systemClock.now(),
        action: 'backup-restored',
        subject: { kind: 'database', id: 'all' },
        details: { madeAt: outcome.madeAt, schema: outcome.schema, rows: outcome.rows },
      }),
    );
    await markRestored(await auditPlace(database, config.dataDirectory), systemClock.now());
    const { kind: _, secrets, auditPublicKeys, ...facts } = outcome;
    return {
      kind: 'done',
      facts: { ...facts, withSecrets: secrets !== undefined, auditPublicKeys: auditPublicKeys?.length ?? 0 },
      text: restoredText(outcome) + secret,
    };
  } finally {
    await database.close();
  }
}

function restoredText(restored: Restored): string {
  const migrated = restored.migrated.length === 0 ? '' : `, then migrated from schema ${restored.schema}: ${restored.migrated.join(', ')}`;
  return `Restored ${restored.rows.toLocaleString('en')} rows of ${restored.tables.length} tables as of ${restored.madeAt}. Every row was read back and has its checksum${migrated}.
What was planned then goes out at the next start, under the same Message-ID as before where it was sent already.
`;
}
