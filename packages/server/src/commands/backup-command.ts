import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { markRestored } from '../audit/mark-restored.ts';
import { record } from '../audit/record.ts';
import { auditPlace } from '../audit/seal-all.ts';
import type { Config } from '../config.ts';
import { copyOfSecretKeys, restoreSecretKeys, secretKeysPath } from '../database/secret-keys.ts';
import { asSystem } from '../database/as-principal.ts';
import type { HeaderLine } from '../database/backup/backup-format.ts';
import { restoreBackup, type Restored } from '../database/backup/restore-backup.ts';
import { writeBackup, type WrittenBackup } from '../database/backup/write-backup.ts';
import { openAsIs, type Database } from '../database/open-database.ts';
import { systemClock } from '../jobs/clock.ts';
import { showProgress } from './progress.ts';
import { runCommand, type Commanding, type Outcome } from './run-command.ts';
import type { Cli } from './terminal.ts';

type BackupFlags = { readonly withSecrets?: boolean; readonly overwrite?: boolean; readonly json?: boolean };
type RestoreFlags = { readonly replace?: boolean; readonly json?: boolean };

/** Instead of a file: standard output or input, so that a backup can be encrypted on its way. */
const STANDARD_STREAM = '-';

export function addBackupCommands(program: Command, cli: Cli): void {
  program
    .command('backup')
    .description('Writes everything to one file, as of one moment, while Forewarn runs on. "-" writes to standard output.')
    .argument('<file>')
    .option(
      '--with-secrets',
      'also the secret that signs answer links, the key that signs the audit trail and those that seal secrets: keep the file as you keep keys',
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
  const secrets = flags.withSecrets === true ? await secretsOf(config) : undefined;
  const database = await openAsIs(config.database);
  try {
    const written =
      file === STANDARD_STREAM
        ? await backupTo(commanding, database, process.stdout, secrets)
        : await backupToFile(commanding, database, resolve(file), secrets);
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

async function secretsOf(config: Config): Promise<HeaderLine['secrets']> {
  const auditKey = await readFile(auditKeyPath(config), 'utf8').catch(() => undefined);
  const linkSecret = (await readFile(secretPath(config), 'utf8')).trim();
  const secretKeys = copyOfSecretKeys(keysPath(config));
  return { linkSecret, ...(auditKey === undefined ? {} : { auditKey }), ...(secretKeys === undefined ? {} : { secretKeys }) };
}

/** Beside its place under another name, on the disk, then renamed: a file of that name is always whole. Its owner alone may read it. */
async function backupToFile(
  commanding: Commanding,
  database: Database,
  file: string,
  secrets: HeaderLine['secrets'],
): Promise<WrittenBackup> {
  const draft = `${file}.${process.pid}.partial`;
  await mkdir(dirname(file), { recursive: true });
  try {
    const written = await backupTo(commanding, database, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }), secrets);
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

async function backupTo(
  { terminal }: Commanding,
  database: Database,
  to: Writable,
  secrets: HeaderLine['secrets'],
): Promise<WrittenBackup> {
  const progress = showProgress(terminal, 'backing up');
  return writeBackup(database.connection, to, { secrets, onProgress: progress.at }).finally(progress.end);
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
    ? 'It holds the secret that signs answer links, the key that signs the audit trail and those that seal secrets: keep it as you keep keys.'
    : `It holds no secret. Keep a copy of ${secretPath(config)}, ${auditKeyPath(config)} and ${keysPath(config)} elsewhere: links in mails that were sent work only with the first, the audit trail is checked with the second, members' webhook secrets open with the third.`;
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
    const secret =
      (await restoreSecret(config, outcome, flags.replace === true)) +
      (await restoreAuditKey(config, outcome)) +
      restoreKeys(config, outcome);
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
    const { kind: _, secrets, ...facts } = outcome;
    return { kind: 'done', facts: { ...facts, withSecrets: secrets !== undefined }, text: restoredText(outcome) + secret };
  } finally {
    await database.close();
  }
}

/** Puts the link secret back where the backup has it; a different one that is there is not overwritten without --replace. */
async function restoreSecret(config: Config, restored: Restored, mayReplace: boolean): Promise<string> {
  const path = secretPath(config);
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
async function restoreAuditKey(config: Config, restored: Restored): Promise<string> {
  const path = auditKeyPath(config);
  const there = await readFile(path, 'utf8').catch(() => undefined);
  const kept = restored.secrets?.auditKey;
  if (there !== undefined || kept === undefined) return '';
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, kept, { mode: 0o600 });
  return `The key that signs the audit trail is back in ${path}.\n`;
}

/** Those that are there stay in front; what the backup holds was sealed under its own. */
function restoreKeys(config: Config, restored: Restored): string {
  const path = keysPath(config);
  const kept = restored.secrets?.secretKeys;
  if (kept === undefined || restoreSecretKeys(path, kept) === 0) return '';
  return `The keys that members' secrets are sealed under are back in ${path}.\n`;
}

function restoredText(restored: Restored): string {
  const migrated = restored.migrated.length === 0 ? '' : `, then migrated from schema ${restored.schema}: ${restored.migrated.join(', ')}`;
  return `Restored ${restored.rows.toLocaleString('en')} rows of ${restored.tables.length} tables as of ${restored.madeAt}. Every row was read back and has its checksum${migrated}.
What was planned then goes out at the next start, under the same Message-ID as before where it was sent already.
`;
}

function secretPath(config: Config): string {
  return join(config.dataDirectory, 'link-secret');
}

function auditKeyPath(config: Config): string {
  return join(config.dataDirectory, 'audit-key');
}

function keysPath(config: Config): string {
  return secretKeysPath(config.dataDirectory, config.secretKeysFile);
}
