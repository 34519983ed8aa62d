import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { openAsIs, type Database } from '../../database/open-database.ts';
import { inspectDatabase } from '../../database/inspect-database.ts';
import { systemClock } from '../../jobs/clock.ts';
import { nameServer } from '../../outbound/name-server.ts';
import { explainFault } from '../explain-fault.ts';
import { examineBackup } from './examine-backup.ts';
import { examineCertificates } from './examine-certificates.ts';
import { examineClock } from './examine-clock.ts';
import { examineDatabase } from './examine-database.ts';
import { examineDisk } from './examine-disk.ts';
import { examineEntrance } from './examine-entrance.ts';
import { examineGateways } from './examine-gateways.ts';
import { examineKeyFiles } from './examine-key-files.ts';
import { examineMailbox } from './examine-mailbox.ts';
import { examineNames } from './examine-names.ts';
import { examineProcesses } from './examine-processes.ts';
import { examineRelay } from './examine-relay.ts';
import { examineSender } from './examine-sender.ts';
import { examineSettings } from './examine-settings.ts';
import { examineSigningKeys } from './examine-signing-keys.ts';
import { examineSources } from './examine-sources.ts';
import { examineWork } from './examine-work.ts';
import { worthALook, wrong, type Finding } from './finding.ts';
import type { Examination, Place, PlaceWithDatabase } from './place.ts';
import { withoutSecrets } from './without-secrets.ts';

const ON_THIS_MACHINE: readonly Examination[] = [
  { check: 'disk', examine: examineDisk },
  { check: 'cert', examine: examineSettings },
  { check: 'key-files', examine: examineKeyFiles },
  { check: 'signing-keys', examine: examineSigningKeys },
];

const IN_THE_DATABASE: readonly Examination<PlaceWithDatabase>[] = [
  { check: 'clock', examine: examineClock },
  { check: 'work', examine: examineWork },
  { check: 'sources', examine: examineSources },
  { check: 'gateways', examine: examineGateways },
  { check: 'mailbox', examine: examineMailbox },
  { check: 'backup', examine: examineBackup },
  { check: 'processes', examine: examineProcesses },
];

const OUTSIDE: readonly Examination[] = [
  { check: 'names', examine: examineNames },
  { check: 'mail-server', examine: examineRelay },
  { check: 'sender', examine: examineSender },
  { check: 'certificates', examine: examineCertificates },
  { check: 'server', examine: examineEntrance },
];

/**
 * Looks at everything that an operator is answerable for, one finding at a time, and changes nothing. What can't be looked at is a finding too: it
 * never throws, and no finding holds a secret of the settings.
 */
export async function* examine(config: Config): AsyncGenerator<Finding> {
  const clean = withoutSecrets(config);
  for await (const finding of findings(config)) yield clean(finding);
}

async function* findings(config: Config): AsyncGenerator<Finding> {
  const place = { config, names: nameServer(config.nameServers), now: systemClock.now() };
  for (const each of ON_THIS_MACHINE) yield* guarded(each, place);
  yield* inDatabase(place);
  for (const each of OUTSIDE) yield* guarded(each, place);
}

async function* inDatabase(place: Place): AsyncGenerator<Finding> {
  const { config } = place;
  let database: Database | undefined;
  try {
    if (!(await isMade(config))) {
      yield worthALook('database', 'There is no database yet.', 'forewarn start makes it.');
      return;
    }
    database = await openAsIs(config.database);
    const there = { ...place, database };
    yield* examineDatabase(there);
    if ((await inspectDatabase(database)).schema === 0) return;
    for (const each of IN_THE_DATABASE) yield* guarded(each, there);
  } catch (cause) {
    yield wrong('database', explainFault(cause));
  } finally {
    await database?.close();
  }
}

/** Opening a private PostgreSQL that is not there would make it. */
async function isMade(config: Config): Promise<boolean> {
  if (config.database.kind === 'url') return true;
  return stat(join(config.database.directory, 'database-password')).then(
    () => true,
    () => false,
  );
}

/** One that breaks off hides nothing of the others. */
async function* guarded<Where extends Place>({ check, examine: look }: Examination<Where>, place: Where): AsyncGenerator<Finding> {
  try {
    yield* look(place);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    yield worthALook(
      check,
      `It could not be looked at: ${message}`,
      "If the database's schema is another than this program's: forewarn migrate. Else FOREWARN_LOG=debug shows where it happened.",
    );
  }
}
