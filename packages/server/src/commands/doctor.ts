import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { listAllSources } from '../advisories/source-store.ts';
import { pushKeysPath } from '../deliveries/channels/push/push-keys.ts';
import { tryRelay } from '../deliveries/channels/email/try-relay.ts';
import { asSystem } from '../database/as-principal.ts';
import { inspectDatabase, inspectWork, type DatabaseFacts, type WorkFacts } from '../database/inspect-database.ts';
import { knownMigrations } from '../database/migrate.ts';
import { openAsIs, type Database } from '../database/open-database.ts';
import { secretKeysPath } from '../database/secret-keys.ts';
import { systemClock } from '../jobs/clock.ts';
import { millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { openDoor } from '../outbound/door.ts';
import { fetchSafely } from '../outbound/fetch-safely.ts';
import { explainFault } from './explain-fault.ts';

/** One thing that the doctor looked at. `warn`: it works, and will not stay so or is not meant so. `bad`: something does not work. */
export type Finding = {
  /** Stable, lower-kebab: what was looked at. */
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'bad';
  readonly message: string;
  readonly hint?: string;
};

const MB = 1024 * 1024;
const FREE_MB_BAD = 500;
const FREE_MB_LOW = 5_000;
/** Clocks further apart than this make times in mails and deadlines doubtful. */
const SKEW_MS_WARN = 2_000;
const SKEW_MS_BAD = 60_000;
/** An urgent first mail is due within 60 s of release. */
const DELIVERY_LATE_SECONDS = 60;
const DELIVERY_STUCK_SECONDS = 900;
const JOB_LATE_SECONDS = 120;
const CONNECTIONS_FULL = 0.8;
const REACH_MS_MAX = 10_000;

/** Looks at everything that an operator is answerable for, one finding at a time, and changes nothing. Settings that can't be read are told before. */
export async function* examine(config: Config): AsyncGenerator<Finding> {
  yield await examineDisk(config);
  yield* examineSettings(config);
  yield await examineLinkSecret(config);
  yield await examineSecretKeys(config);
  yield await examineAuditKey(config);
  yield* examinePushKeys(config);
  let database: Database | undefined;
  try {
    if (await isMade(config)) {
      database = await openAsIs(config.database);
      yield* examineDatabase(config, database);
    } else yield { check: 'database', state: 'warn', message: 'There is no database yet.', hint: 'forewarn start makes it.' };
  } catch (cause) {
    const { message, hint } = explainFault(cause);
    yield { check: 'database', state: 'bad', message, hint };
  } finally {
    await database?.close();
  }
  yield await examineMail(config);
  yield await examineServer(config);
  if (config.publicUrl !== undefined) yield await examinePublicUrl(config, config.publicUrl);
}

/** Opening a private PostgreSQL that is not there would make it. */
async function isMade(config: Config): Promise<boolean> {
  if (config.database.kind === 'url') return true;
  return stat(join(config.database.directory, 'database-password')).then(
    () => true,
    () => false,
  );
}

async function examineDisk(config: Config): Promise<Finding> {
  const check = 'disk';
  const disk = await statfs(config.dataDirectory).catch(() => undefined);
  if (disk === undefined)
    return {
      check,
      state: 'warn',
      message: `There is no ${config.dataDirectory} yet.`,
      hint: 'forewarn start makes it; if it should be there, set FOREWARN_DATA.',
    };
  const freeMb = Math.floor((disk.bavail * disk.bsize) / MB);
  const message = `${freeMb.toLocaleString('en')} MB free for ${config.dataDirectory}.`;
  const hint = 'Make room, or move the data directory to a larger disk. A full disk stops everything.';
  if (freeMb < FREE_MB_BAD) return { check, state: 'bad', message, hint };
  return freeMb < FREE_MB_LOW ? { check, state: 'warn', message, hint } : { check, state: 'ok', message };
}

function* examineSettings(config: Config): Generator<Finding> {
  const placeholders = [
    config.cert.name === 'Forewarn CERT' ? 'FOREWARN_CERT_NAME' : '',
    config.cert.domain.endsWith('.example') ? 'FOREWARN_CERT_DOMAIN' : '',
    config.cert.phone === '000 000 00 00' ? 'FOREWARN_CERT_PHONE' : '',
  ].filter((name) => name !== '');
  yield placeholders.length === 0
    ? { check: 'cert', state: 'ok', message: `Mails come from ${config.cert.name} <${config.cert.email}>.` }
    : {
        check: 'cert',
        state: 'warn',
        message: `Not set: ${placeholders.join(', ')}; members would read a name that is not yours.`,
        hint: 'Set them to your own (docs/operating/settings.md).',
      };
  const url = config.publicUrl;
  const check = 'public-url';
  if (url === undefined)
    yield {
      check,
      state: 'warn',
      message: 'FOREWARN_PUBLIC_URL is not set: links in mails lead to this machine only.',
      hint: 'Set it to the address by which members reach Forewarn, as https://warnings.your-cert.nl',
    };
  else if (!url.startsWith('https://'))
    yield {
      check,
      state: 'warn',
      message: `FOREWARN_PUBLIC_URL is ${url}: answers travel without encryption.`,
      hint: 'Put a proxy with TLS in front, and set the https:// address.',
    };
  else yield { check, state: 'ok', message: `Links in mails begin with ${url}.` };
}

function examineLinkSecret(config: Config): Promise<Finding> {
  return examineSecretFile(
    'link-secret',
    join(config.dataDirectory, 'link-secret'),
    'If mails were sent before, put back your copy first: their links work only with it.',
    'they could make links that work',
    'links',
  );
}

function examineSecretKeys(config: Config): Promise<Finding> {
  return examineSecretFile(
    'secret-keys',
    secretKeysPath(config.dataDirectory, config.secretKeysFile),
    'If members have webhooks, put back your copy first: their secrets open only with it.',
    "with a copy of the database they could sign in the CERT's name",
    'members',
  );
}

function examineAuditKey(config: Config): Promise<Finding> {
  return examineSecretFile(
    'audit-key',
    join(config.dataDirectory, 'audit-key'),
    'If the trail was signed before, put back your copy first, or its public half as audit-key-….pub.',
    'they could sign another past',
    'audit',
  );
}

/** Made when the first device asks for it. */
async function* examinePushKeys(config: Config): AsyncGenerator<Finding> {
  const path = pushKeysPath(config);
  if (existsSync(path)) yield await examineSecretFile('push-keys', path, '', 'they could push messages in our name', 'push');
}

/** A key that is older is worth a new one: who had it once may have it still. */
const KEY_DAYS_MAX = 730;
const DAY_MS = 86_400_000;

/** A file that only its owner may read and that nobody can make again. */
async function examineSecretFile(check: string, path: string, ifMissing: string, ifRead: string, rotation: string): Promise<Finding> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    return {
      check,
      state: 'warn',
      message: `There is no ${path} yet.`,
      hint: `forewarn start makes it. ${ifMissing}`,
    };
  if ((found.mode & 0o077) !== 0)
    return {
      check,
      state: 'bad',
      message: `${path} can be read by others (mode ${(found.mode & 0o777).toString(8)}): ${ifRead}.`,
      hint: `chmod 600 ${path}`,
    };
  const days = Math.floor((millisecondsOf(systemClock.now()) - found.mtimeMs) / DAY_MS);
  if (days > KEY_DAYS_MAX)
    return {
      check,
      state: 'warn',
      message: `${path} is ${days} days old.`,
      hint: `forewarn secrets rotate ${rotation}`,
    };
  return { check, state: 'ok', message: `${path} is readable by its owner alone, and ${days} days old. Keep a copy elsewhere.` };
}

async function* examineDatabase(config: Config, database: Database): AsyncGenerator<Finding> {
  const facts = await inspectDatabase(database);
  yield versionFinding(config, facts);
  yield await schemaFinding(facts);
  if (facts.schema === 0) return;
  yield* closednessFindings(facts);
  yield clockFinding(facts);
  yield facts.connections > facts.connectionsMax * CONNECTIONS_FULL
    ? {
        check: 'connections',
        state: 'warn',
        message: `${facts.connections} of ${facts.connectionsMax} connections are in use.`,
        hint: 'Raise max_connections, or find who holds them in pg_stat_activity.',
      }
    : { check: 'connections', state: 'ok', message: `${facts.connections} of ${facts.connectionsMax} connections are in use.` };
  try {
    yield* workFindings(await inspectWork(database));
    yield* await sourceFindings(database);
  } catch (cause) {
    yield {
      check: 'work',
      state: 'warn',
      message: `What waits could not be read: ${explainFault(cause).message}`,
      hint: "Its schema is another than this program's: forewarn migrate",
    };
  }
}

function versionFinding(config: Config, facts: DatabaseFacts): Finding {
  const where = config.database.kind === 'embedded' ? 'private' : 'by DATABASE_URL';
  const message = `PostgreSQL ${facts.server} (${where}), ${Math.round(facts.sizeBytes / MB).toLocaleString('en')} MB.`;
  if (facts.serverNumber < 150_000) return { check: 'database', state: 'bad', message, hint: 'Forewarn needs PostgreSQL 15 or later.' };
  return { check: 'database', state: 'ok', message };
}

async function schemaFinding(facts: DatabaseFacts): Promise<Finding> {
  const known = (await knownMigrations()).at(-1)?.number ?? 0;
  const check = 'schema';
  if (facts.schema === 0) return { check, state: 'warn', message: 'The database is empty.', hint: 'forewarn start fills it.' };
  if (facts.schema > known)
    return {
      check,
      state: 'bad',
      message: `The database has schema ${facts.schema}; this program knows up to ${known}.`,
      hint: 'Use the newer Forewarn that made it.',
    };
  if (facts.schema < known)
    return {
      check,
      state: 'warn',
      message: `The database has schema ${facts.schema}; this program brings ${known}.`,
      hint: 'Make a backup, then: forewarn migrate (start does it too).',
    };
  return { check, state: 'ok', message: `Schema ${facts.schema}, as this program has it.` };
}

function* closednessFindings(facts: DatabaseFacts): Generator<Finding> {
  yield facts.openTables.length === 0
    ? { check: 'row-policies', state: 'ok', message: 'Every table is closed by row policies.' }
    : {
        check: 'row-policies',
        state: 'bad',
        message: `No row policy closes: ${facts.openTables.join(', ')}.`,
        hint: 'Somebody changed the schema by hand. Put it back: alter table … enable row level security',
      };
  const role = {
    right: { state: 'ok', message: 'The application acts as forewarn_app, which bypasses nothing.' },
    absent: {
      state: 'bad',
      message: 'The role forewarn_app is not there.',
      hint: 'forewarn migrate makes it, where the login may make roles.',
    },
    'not-ours': {
      state: 'bad',
      message: `The login ${facts.login} may not act as forewarn_app.`,
      hint: `grant forewarn_app to ${facts.login}`,
    },
    'too-powerful': {
      state: 'bad',
      message: 'The role forewarn_app has powers that let it past the row policies.',
      hint: 'alter role forewarn_app nosuperuser nobypassrls nocreaterole',
    },
  } as const;
  yield { check: 'role', ...role[facts.role] };
}

function clockFinding(facts: DatabaseFacts): Finding {
  const skewMs = Math.abs(facts.clockMs - millisecondsOf(systemClock.now()));
  const message = `The clocks of this machine and of the database are ${(skewMs / 1000).toFixed(1)} s apart.`;
  const hint = 'Let both keep time by NTP.';
  if (skewMs > SKEW_MS_BAD) return { check: 'clock', state: 'bad', message, hint };
  return skewMs > SKEW_MS_WARN
    ? { check: 'clock', state: 'warn', message, hint }
    : { check: 'clock', state: 'ok', message: 'The clocks of this machine and of the database agree.' };
}

function* workFindings(work: WorkFacts): Generator<Finding> {
  yield work.administrators > 0
    ? { check: 'administrators', state: 'ok', message: `${work.administrators} administrators have a token.` }
    : {
        check: 'administrators',
        state: 'warn',
        message: 'Nobody can administer this Forewarn.',
        hint: 'forewarn token make administrator "Your name"',
      };
  const late = work.oldestJobSeconds > JOB_LATE_SECONDS;
  yield late
    ? {
        check: 'queue',
        state: 'warn',
        message: `${work.jobsDue} jobs wait, the oldest for ${inWords(work.oldestJobSeconds)}.`,
        hint: 'Is Forewarn running? If it is and this stays, raise FOREWARN_JOBS or look in its log for a job that fails.',
      }
    : { check: 'queue', state: 'ok', message: `${work.jobsDue} jobs wait.` };
  if (work.jobsGivenUp > 0)
    yield {
      check: 'jobs-given-up',
      state: 'bad',
      message: `${work.jobsGivenUp} jobs were given up after their last attempt.`,
      hint: 'Look for "job failed" in the log; what they were about is in graphile_worker.jobs.',
    };
  yield deliveryFinding(work);
  if (work.deliveriesFailedToday > 0)
    yield {
      check: 'deliveries-failed',
      state: 'warn',
      message: `${work.deliveriesFailedToday} deliveries failed for good in the last 24 hours.`,
      hint: 'Repair those contacts; GET /api/notices lists them.',
    };
  if (work.openNotices > 0)
    yield {
      check: 'notices',
      state: 'warn',
      message: `${work.openNotices} notices wait for the CERT.`,
      hint: 'GET /api/notices shows them.',
    };
}

function deliveryFinding(work: WorkFacts): Finding {
  const check = 'deliveries';
  if (work.deliveriesDue === 0) return { check, state: 'ok', message: 'Every planned delivery has gone out.' };
  const message = `${work.deliveriesDue} deliveries are due, the oldest planned ${inWords(work.oldestDeliverySeconds)} ago.`;
  const hint = 'Is Forewarn running, and does the mail server take mail (see below)?';
  if (work.oldestDeliverySeconds > DELIVERY_STUCK_SECONDS) return { check, state: 'bad', message, hint };
  return work.oldestDeliverySeconds > DELIVERY_LATE_SECONDS ? { check, state: 'warn', message, hint } : { check, state: 'ok', message };
}

async function sourceFindings(database: Database): Promise<readonly Finding[]> {
  const check = 'sources';
  const sources = await asSystem(database, 'doctor', listAllSources);
  if (sources.length === 0)
    return [
      {
        check,
        state: 'warn',
        message: 'There are no sources: no advisory comes in by itself.',
        hint: 'forewarn sources add https://publisher.example',
      },
    ];
  const faulty = sources.filter((source) => source.lastFault !== undefined);
  if (faulty.length === 0) return [{ check, state: 'ok', message: `${sources.length} sources, none with a fault.` }];
  return faulty.map((source) => ({
    check,
    state: source.failingSince === undefined ? ('warn' as const) : ('bad' as const),
    message: `${source.name}: ${source.lastFault?.message ?? ''}${source.failingSince === undefined ? '' : ` Failing since ${source.failingSince}.`}`,
    hint: source.lastFault?.hint ?? 'forewarn sources poll NAME tries it now.',
  }));
}

async function examineMail(config: Config): Promise<Finding> {
  const check = 'mail-server';
  if (config.smtpUrl === undefined)
    return {
      check,
      state: 'bad',
      message: 'FOREWARN_SMTP_URL is not set: no mail goes out.',
      hint: 'Set it, as smtp://user:password@mail.your-cert.nl:587',
    };
  const { host } = new URL(config.smtpUrl); // never the password
  const { fault, mustEncrypt } = await tryRelay(config, config.smtpUrl);
  if (fault !== undefined)
    return {
      check,
      state: 'bad',
      message: `The mail server ${host} does not take mail from us: ${fault}`,
      hint: 'Check FOREWARN_SMTP_URL, FOREWARN_SMTP_TLS and the firewall.',
    };
  if (!mustEncrypt)
    return {
      check,
      state: 'ok',
      message: `The mail server ${host} takes mail from us; without TLS where it offers none (it is on this machine, or the settings say so).`,
    };
  return { check, state: 'ok', message: `The mail server ${host} takes mail from us, over TLS.` };
}

async function examineServer(config: Config): Promise<Finding> {
  const check = 'server';
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${config.port}`;
  if (await isHealthy(url)) return { check, state: 'ok', message: `Forewarn runs at ${url}.` };
  return {
    check,
    state: 'warn',
    message: `No Forewarn answers at ${url}.`,
    hint: 'forewarn start, or set FOREWARN_HOST and FOREWARN_PORT as the running one has them.',
  };
}

async function examinePublicUrl(config: Config, url: string): Promise<Finding> {
  const check = 'public-url-reachable';
  if (await isHealthy(url)) return { check, state: 'ok', message: `${url} leads to Forewarn.` };
  return {
    check,
    state: 'warn',
    message: `${url}/api/health does not answer from here.`,
    hint: `Does the proxy pass requests on to ${config.host}:${config.port}? From some networks one's own public address can't be reached; then try it from outside.`,
  };
}

/** An operator's own addresses, so private ones are all right. */
async function isHealthy(url: string): Promise<boolean> {
  const door = openDoor({ userAgent: 'forewarn-doctor' });
  try {
    const answer = await fetchSafely(door, {
      url: `${url}/api/health`,
      allowPrivate: true,
      allowHttp: true,
      sizeBytesMax: 10_000,
      totalMs: REACH_MS_MAX,
    });
    return answer.kind === 'fetched' && Buffer.from(answer.bytes).toString().includes('"status":"ok"');
  } finally {
    await door.close();
  }
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3_600)} hours`;
}
