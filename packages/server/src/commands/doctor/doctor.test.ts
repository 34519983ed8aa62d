import { generateKeyPairSync } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { generateKey } from 'openpgp';
import { startImap } from '@forewarn/fakes/imap/start-imap.ts';
import { startMailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { asSystem } from '../../database/as-principal.ts';
import { exampleMembers, planFor } from '../../deliveries/example-deliveries.test-support.ts';
import type { State } from './finding.ts';
import { DOMAIN, healthyPlace, PLANTED, type HealthyPlace } from './healthy-place.test-support.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const hasOpenssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;

let place: HealthyPlace;
beforeAll(async () => {
  if (hasOpenssl) place = await healthyPlace();
});
const undo: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (let back = undo.pop(); back !== undefined; back = undo.pop()) await back();
});
afterAll(() => place?.close());

/** What is done to one thing, and what the doctor then says of it. Settings are given back; what else was changed is put into `undo`. */
type Row = {
  readonly done: string;
  readonly check: string;
  readonly state: State;
  readonly message: RegExp;
  readonly hint: RegExp;
  readonly make: () => Promise<Readonly<Record<string, string>> | void> | Readonly<Record<string, string>> | void;
};

const data = (file: string) => place.path(`data/${file}`);
const sql = (text: string, values: readonly unknown[] = []) => place.machine.database.pool.query(text, [...values]);
const serve = (changed: HealthyPlace['zone']) => {
  place.names.serve({ ...place.zone, ...changed });
  undo.push(() => place.names.serve(place.zone));
};
const spf = (text: string) => serve({ [DOMAIN]: { MX: [`10 mail.${DOMAIN}`], TXT: [text] } });
const dkim = (text: string) => serve({ [`relay._domainkey.${DOMAIN}`]: { TXT: [text] } });
const dmarc = (...texts: string[]) => serve({ [`_dmarc.${DOMAIN}`]: { TXT: texts } });
const at = (ms: number) => vi.spyOn(Date, 'now').mockReturnValue(ms);

async function mailServer(settings: Parameters<typeof startMailbox>[0], login = ''): Promise<Record<string, string>> {
  const mail = await startMailbox(settings);
  undo.push(mail.stop);
  return { FOREWARN_SMTP_URL: mail.smtpUrl.replace('://', `://${login}`) };
}

async function mailIn(receivedAt: Date): Promise<Record<string, string>> {
  const imap = await startImap({ user: 'cert', password: PLANTED.imap });
  undo.push(imap.stop);
  imap.add('Subject: bounce\n\nhello', receivedAt);
  return { FOREWARN_IMAP_URL: imap.url };
}

async function job(attempts: number, since: string): Promise<void> {
  await asSystem(place.machine.database, 'test', (trx) => enqueue(trx, 'raise-warnings', { of: 'a test' }));
  await sql(`update graphile_worker._private_jobs set attempts = $1, run_at = now() - $2::interval`, [attempts, since]);
  undo.push(() => sql('delete from graphile_worker._private_jobs'));
}

async function delivery(): Promise<string> {
  const members = await exampleMembers(place.machine, 1);
  await planFor(place.machine, members);
  undo.push(() =>
    sql('delete from forewarn.deliveries')
      .then(() => sql('delete from forewarn.contacts'))
      .then(() => sql('delete from forewarn.institutions')),
  );
  return (await sql('select id from forewarn.deliveries')).rows[0].id as string;
}

async function receipts(count: number): Promise<void> {
  await delivery();
  for (let each = 1; each < count; each += 1)
    await sql(
      `insert into forewarn.deliveries select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'channel', 'c' || $1))).* from forewarn.deliveries d limit 1`,
      [each],
    );
  await sql(`insert into forewarn.gateway_sendings (delivery_id, gateway, channel, number, code, sent_at, receipt, receipt_at)
    select id, 'gateway.test', 'sms', '+31600000000', 'ABCD', now(), 'missing', now() from forewarn.deliveries`);
  await sql(`update forewarn.deliveries set state = 'sent', ended_at = now()`);
}

async function source(change: string): Promise<void> {
  await sql(`update forewarn.sources set ${change}`);
  undo.push(() => sql('update forewarn.sources set last_fault = null, failing_since = null, last_success_at = now()'));
}

function file(name: string, change: (path: string) => void): void {
  const path = data(name);
  const kept = readFileSync(path);
  undo.push(() => {
    chmodSync(path, 0o600);
    writeFileSync(path, kept);
    utimesSync(path, new Date(), new Date());
  });
  change(path);
}

const ROWS: readonly Row[] = [
  // This machine.
  {
    done: 'the data directory lies on a disk without room',
    check: 'disk',
    state: 'wrong',
    message: /^0 MB free for \/proc/,
    hint: /Make room/,
    make: () => ({ FOREWARN_DATA: '/proc' }),
  },
  {
    done: "the CERT's name is not set",
    check: 'cert',
    state: 'worth-a-look',
    message: /Not set: FOREWARN_CERT_NAME/,
    hint: /Set them to your own/,
    make: () => ({ FOREWARN_CERT_NAME: 'Forewarn CERT' }),
  },
  {
    done: 'members come in without TLS',
    check: 'public-url',
    state: 'worth-a-look',
    message: /answers travel without encryption/,
    hint: /proxy with TLS/,
    make: () => ({ FOREWARN_PUBLIC_URL: `http://warnings.${DOMAIN}:1` }),
  },
  {
    done: 'others can read the secret that signs links',
    check: 'link-secret',
    state: 'wrong',
    message: /can be read by others \(mode 644\)/,
    hint: /^chmod 600 /,
    make: () => file('link-secret', (path) => chmodSync(path, 0o644)),
  },
  {
    done: 'the keys that seal secrets are damaged',
    check: 'secret-keys',
    state: 'wrong',
    message: /secret-keys/,
    hint: /Put back your copy/,
    make: () => file('secret-keys', (path) => writeFileSync(path, 'half a key')),
  },
  {
    done: 'the audit key is damaged',
    check: 'audit-key',
    state: 'wrong',
    message: /audit-key holds no key that can be used/,
    hint: /Put back your copy/,
    make: () => file('audit-key', (path) => writeFileSync(path, 'half a key')),
  },
  {
    done: 'the audit key is three years old',
    check: 'audit-key',
    state: 'worth-a-look',
    message: /is 1095 days old/,
    hint: /forewarn secrets rotate audit/,
    make: () => file('audit-key', (path) => utimesSync(path, new Date(), new Date(Date.now() - 1_095 * DAY_MS - HOUR_MS))),
  },
  {
    done: 'the push keys are damaged',
    check: 'push-keys',
    state: 'wrong',
    message: /push-keys is damaged/,
    hint: /Put back your copy/,
    make: () => ({ FOREWARN_PUSH_KEYS: place.path('push-keys', 'none') }),
  },
  {
    done: 'no key signs mail',
    check: 'signing-keys',
    state: 'worth-a-look',
    message: /without a signature/,
    hint: /FOREWARN_OPENPGP_KEY/,
    make: () => ({ FOREWARN_OPENPGP_KEY: '' }),
  },
  {
    done: 'the file of the OpenPGP key is not there',
    check: 'openpgp-key',
    state: 'wrong',
    message: /can't be read; mail would go unsigned/,
    hint: /no mail goes out/,
    make: () => ({ FOREWARN_OPENPGP_KEY: place.path('gone.asc') }),
  },
  {
    done: 'the OpenPGP key ended yesterday',
    check: 'openpgp-key',
    state: 'wrong',
    message: /^The OpenPGP key ended on \d{4}-\d\d-\d\d/,
    hint: /Make a new one/,
    make: async () => ({ FOREWARN_OPENPGP_KEY: await openpgpKey(new Date(Date.now() - 3 * DAY_MS), 2) }),
  },
  {
    done: 'the OpenPGP key ends within ten days',
    check: 'openpgp-key',
    state: 'worth-a-look',
    message: /in 9 days/,
    hint: /publish it/,
    make: async () => ({ FOREWARN_OPENPGP_KEY: await openpgpKey(new Date(Date.now() - HOUR_MS), 10) }),
  },
  {
    done: 'the S/MIME certificate is of another key',
    check: 'smime-key',
    state: 'wrong',
    message: /FOREWARN_SMIME_KEY\) can't be used/,
    hint: /publish it/,
    make: () => ({
      FOREWARN_SMIME_KEY: smimeFile(
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ),
    }),
  },
  {
    done: 'the S/MIME certificate ended',
    check: 'smime-key',
    state: 'wrong',
    message: /^The S\/MIME certificate ended on/,
    hint: /publish it/,
    make: () => {
      at(Date.now() + 90 * DAY_MS);
      return { FOREWARN_SMIME_KEY: smimeFile() };
    },
  },
  // The database.
  {
    done: 'somebody opened a table',
    check: 'row-policies',
    state: 'wrong',
    message: /No row policy closes: branches/,
    hint: /enable row level security/,
    make: async () => {
      await sql('alter table forewarn.branches disable row level security');
      undo.push(() => sql('alter table forewarn.branches enable row level security'));
    },
  },
  {
    done: 'a migration has not been run',
    check: 'schema',
    state: 'worth-a-look',
    message: /has schema \d+; this program brings \d+/,
    hint: /forewarn migrate/,
    make: async () => {
      const last = (await sql('delete from forewarn.migrations where number = (select max(number) from forewarn.migrations) returning *'))
        .rows[0];
      undo.push(() =>
        sql('insert into forewarn.migrations select (jsonb_populate_record(null::forewarn.migrations, $1)).*', [JSON.stringify(last)]),
      );
    },
  },
  {
    done: 'a newer Forewarn has migrated',
    check: 'schema',
    state: 'wrong',
    message: /this program knows up to/,
    hint: /newer Forewarn/,
    make: async () => {
      await sql(
        `insert into forewarn.migrations select (jsonb_populate_record(m, '{"number": 9999, "name": "later", "breaks_older": true}')).* from forewarn.migrations m limit 1`,
      );
      undo.push(() => sql('delete from forewarn.migrations where number = 9999'));
    },
  },
  {
    done: 'a newer Forewarn has migrated and only added',
    check: 'schema',
    state: 'worth-a-look',
    message: /of a newer Forewarn; this program knows up to \d+ and works on it/,
    hint: /newer release/,
    make: async () => {
      await sql(
        `insert into forewarn.migrations select (jsonb_populate_record(m, '{"number": 9999, "name": "later", "breaks_older": false}')).* from forewarn.migrations m limit 1`,
      );
      undo.push(() => sql('delete from forewarn.migrations where number = 9999'));
    },
  },
  {
    done: "this machine's clock is an hour off",
    check: 'clock',
    state: 'wrong',
    message: /are 60 minutes apart/,
    hint: /NTP/,
    make: () => void at(Date.now() + HOUR_MS),
  },
  {
    done: 'nobody has an administrator token',
    check: 'administrators',
    state: 'worth-a-look',
    message: /Nobody can administer/,
    hint: /forewarn token make administrator/,
    make: async () => {
      await sql('update forewarn.api_tokens set revoked_at = now()');
      undo.push(() => sql('update forewarn.api_tokens set revoked_at = null'));
    },
  },
  {
    done: 'a job has waited for ten minutes',
    check: 'queue',
    state: 'worth-a-look',
    message: /1 jobs wait, the oldest for 10 minutes/,
    hint: /Is Forewarn running/,
    make: () => job(0, '10 minutes'),
  },
  {
    done: 'a job has waited for two hours',
    check: 'queue',
    state: 'wrong',
    message: /the oldest for 2 hours/,
    hint: /FOREWARN_JOBS/,
    make: () => job(0, '2 hours'),
  },
  {
    done: 'a job failed at every try',
    check: 'poison',
    state: 'wrong',
    message: /1 jobs were given up after their last attempt: raise-warnings \(1\)/,
    hint: /job failed/,
    make: () => job(25, '1 minute'),
  },
  {
    done: 'nothing could be made of a mail',
    check: 'poison',
    state: 'worth-a-look',
    message: /1 mails that came in were set aside/,
    hint: /notices name them/,
    make: async () => {
      await sql(`insert into forewarn.read_mails (id, mailbox, uid_validity, uid, kind, sender, subject, note, read_at)
        values (gen_random_uuid(), 'm', '1', 1, 'set-aside', '', '', 'unreadable', now())`);
      undo.push(() => sql('delete from forewarn.read_mails'));
    },
  },
  {
    done: 'a delivery has been due for an hour',
    check: 'deliveries',
    state: 'wrong',
    message: /1 deliveries are due, the oldest planned 60 minutes ago/,
    hint: /does the mail server take mail/,
    make: async () => {
      await delivery();
      await sql(`update forewarn.deliveries set planned_at = now() - interval '1 hour', next_attempt_at = now() - interval '1 hour'`);
    },
  },
  {
    done: 'a delivery failed for good',
    check: 'deliveries-failed',
    state: 'worth-a-look',
    message: /1 deliveries failed for good/,
    hint: /Repair those contacts/,
    make: async () => {
      await delivery();
      await sql(`update forewarn.deliveries set state = 'failed', ended_at = now(), ended_because = 'refused'`);
    },
  },
  {
    done: 'a notice waits',
    check: 'notices',
    state: 'worth-a-look',
    message: /1 notices wait/,
    hint: /GET \/api\/notices/,
    make: async () => {
      await sql(
        `insert into forewarn.notices (id, kind, key, text, raised_at) values (gen_random_uuid(), 'channel-down', 'sms', 'Nothing goes out.', now())`,
      );
      undo.push(() => sql('delete from forewarn.notices'));
    },
  },
  {
    done: 'a source fails',
    check: 'sources',
    state: 'wrong',
    message: /leverancier: It refuses the connection\. Failing since/,
    hint: /Look at it/,
    make: () =>
      source(
        `last_fault = '{"code": "connection", "message": "It refuses the connection.", "hint": "Look at it."}', failing_since = now()`,
      ),
  },
  {
    done: 'a source was not heard for two days',
    check: 'sources',
    state: 'wrong',
    message: /leverancier was last heard 2 days ago; it should be every 15 minutes/,
    hint: /FOREWARN_ROLE/,
    make: () => source(`last_success_at = now() - interval '49 hours'`),
  },
  {
    done: 'there is no source',
    check: 'sources',
    state: 'worth-a-look',
    message: /There are no sources/,
    hint: /forewarn sources add/,
    make: async () => {
      await sql('update forewarn.sources set removed_at = now()');
      undo.push(() => sql('update forewarn.sources set removed_at = null'));
    },
  },
  {
    done: 'the gateways file is no JSON',
    check: 'gateways',
    state: 'wrong',
    message: /FOREWARN_GATEWAYS\) can't be read as JSON/,
    hint: /Put the file right/,
    make: () => ({ FOREWARN_GATEWAYS: place.path('broken.json', '{') }),
  },
  {
    done: 'no gateway is set',
    check: 'gateways',
    state: 'worth-a-look',
    message: /no gateway is set/,
    hint: /FOREWARN_GATEWAYS/,
    make: () => ({ FOREWARN_GATEWAYS: '' }),
  },
  {
    done: 'one receipt never came',
    check: 'gateways',
    state: 'worth-a-look',
    message: /sms: no receipt yet; of 1 messages of the last day none came/,
    hint: /credit/,
    make: () => receipts(1),
  },
  {
    done: 'five receipts never came',
    check: 'gateways',
    state: 'wrong',
    message: /of 5 messages of the last day none came/,
    hint: /credit/,
    make: () => receipts(5),
  },
  {
    done: 'no mailbox is set',
    check: 'mailbox',
    state: 'worth-a-look',
    message: /Nobody reads bounces/,
    hint: /imaps:\/\//,
    make: () => ({ FOREWARN_IMAP_URL: '' }),
  },
  {
    done: 'the mailbox refuses the password',
    check: 'mailbox',
    state: 'wrong',
    message: /does not let us in/,
    hint: /Check user, password and folder/,
    make: () => {
      place.imap.trouble({ kind: 'refuse' });
      undo.push(() => place.imap.trouble(undefined));
    },
  },
  {
    done: 'a mail has lain unread for twenty minutes',
    check: 'mailbox',
    state: 'worth-a-look',
    message: /that was not read yet is 20 minutes old/,
    hint: /read every minute/,
    make: () => mailIn(new Date(Date.now() - 20 * 60_000)),
  },
  {
    done: 'a mail has lain unread for a day',
    check: 'mailbox',
    state: 'wrong',
    message: /that was not read yet is 24 hours old/,
    hint: /read every minute/,
    make: () => mailIn(new Date(Date.now() - DAY_MS)),
  },
  {
    done: 'the newest backup is three days old',
    check: 'backup',
    state: 'worth-a-look',
    message: /The newest backup is 3 days old/,
    hint: /every night/,
    make: () => backupAged('72 hours'),
  },
  {
    done: 'the newest backup is a month old',
    check: 'backup',
    state: 'wrong',
    message: /The newest backup is 30 days old/,
    hint: /every night/,
    make: () => backupAged('30 days'),
  },
  {
    done: 'another program makes the backups, the last three days ago',
    check: 'backup',
    state: 'worth-a-look',
    message: /The newest backup is 3 days old \(base in FOREWARN_BACKUP_FOLDER\)/,
    hint: /every night/,
    make: async () => {
      await backupAged('30 days');
      return backupFolder((folder) => {
        mkdirSync(`${folder}/base`);
        writeFileSync(`${folder}/base/backup_manifest`, '{}');
        utimesSync(`${folder}/base/backup_manifest`, new Date(), new Date(Date.now() - 3 * DAY_MS));
        mkdirSync(`${folder}/broken-off`);
        writeFileSync(`${folder}/empty.dump`, '');
      });
    },
  },
  {
    done: 'no whole backup lies where they are said to lie',
    check: 'backup-folder',
    state: 'wrong',
    message: /no whole backup in FOREWARN_BACKUP_FOLDER/,
    hint: /log of the program/,
    make: () => backupFolder((folder) => writeFileSync(`${folder}/empty.dump`, '')),
  },
  {
    done: 'the folder of backups is not there',
    check: 'backup-folder',
    state: 'wrong',
    message: /can't be read \(ENOENT\)/,
    hint: /may read the folder/,
    make: () => ({ FOREWARN_BACKUP_FOLDER: place.path('nowhere') }),
  },
  {
    done: 'two versions run side by side',
    check: 'processes',
    state: 'worth-a-look',
    message: /Several versions run side by side: 0\.0\.9 \(schema \d+\): 1 worker; \d/,
    hint: /restart those of the older version/,
    make: async () => {
      const process = await place.runProcess('0.0.9', 'worker');
      undo.push(process.stop);
    },
  },
  // Outside.
  {
    done: 'the public name is not there',
    check: 'names',
    state: 'wrong',
    message: /The name warnings\.zorgcert\.test \(FOREWARN_PUBLIC_URL\) could not be looked up: there is no such name/,
    hint: /FOREWARN_DNS/,
    make: () => {
      const { [`warnings.${DOMAIN}`]: _, ...rest } = place.zone;
      place.names.serve(rest);
      undo.push(() => place.names.serve(place.zone));
    },
  },
  {
    done: 'the name server is in trouble',
    check: 'names',
    state: 'wrong',
    message: /the name server is in trouble \(ESERVFAIL\)/,
    hint: /resolv\.conf/,
    make: () => {
      place.names.trouble('fails');
      undo.push(() => place.names.trouble(undefined));
    },
  },
  {
    done: 'no mail server is set',
    check: 'mail-server',
    state: 'wrong',
    message: /FOREWARN_SMTP_URL is not set/,
    hint: /Set it/,
    make: () => ({ FOREWARN_SMTP_URL: '' }),
  },
  {
    done: 'no mail server listens',
    check: 'mail-server',
    state: 'wrong',
    message: /does not take mail from us: .*ECONNREFUSED/,
    hint: /firewall/,
    make: () => ({ FOREWARN_SMTP_URL: 'smtp://127.0.0.1:1' }),
  },
  {
    done: 'the mail server offers no STARTTLS where it is asked for',
    check: 'mail-server',
    state: 'wrong',
    message: /makes no secure connection/,
    hint: /STARTTLS/,
    make: () => ({ FOREWARN_SMTP_TLS: 'verified' }),
  },
  {
    done: 'the mail server refuses the password',
    check: 'mail-server',
    state: 'wrong',
    message: /does not let us sign in: .*Wrong user or password/,
    hint: /FOREWARN_SMTP_URL/,
    make: async () => ({
      ...(await mailServer({ offersTls: true, account: { user: 'cert', password: 'another' } }, `cert:${PLANTED.smtp}@`)),
      FOREWARN_SMTP_TLS: 'unverified',
    }),
  },
  {
    done: 'the mail server takes small mails alone',
    check: 'mail-server-size',
    state: 'worth-a-look',
    message: /takes mails up to 97 KiB/,
    hint: /512 KiB/,
    make: () => mailServer({ sizeBytesMax: 100_000 }),
  },
  {
    done: "the mail server's certificate ended, and the settings say that any will do",
    check: 'mail-server-certificate',
    state: 'worth-a-look',
    message: /^The certificate of 127\.0\.0\.1:\d+ ended on/,
    hint: /new one/,
    make: async () => ({ ...(await mailServer({ offersTls: true })), FOREWARN_SMTP_TLS: 'unverified' }), // the fake's own ended long ago
  },
  {
    done: "the mailbox's certificate ended",
    check: 'mailbox-certificate',
    state: 'wrong',
    message: /^The certificate of warnings\.zorgcert\.test ended on/,
    hint: /Renew it/,
    make: () => {
      at(Date.now() + 90 * DAY_MS);
      return { FOREWARN_IMAP_URL: `imaps://cert:${PLANTED.imap}@warnings.${DOMAIN}:${place.publicPort}/INBOX` };
    },
  },
  {
    done: 'there is no way back for replies',
    check: 'sender-mx',
    state: 'worth-a-look',
    message: /has no MX record/,
    hint: /Publish an MX/,
    make: () => serve({ [DOMAIN]: { TXT: place.zone[DOMAIN]?.TXT ?? [] } }),
  },
  {
    done: 'the domain says that it takes no mail',
    check: 'sender-mx',
    state: 'wrong',
    message: /takes no mail \(RFC 7505\)/,
    hint: /Publish an MX/,
    make: () => serve({ [DOMAIN]: { MX: ['0 .'], TXT: place.zone[DOMAIN]?.TXT ?? [] } }),
  },
  {
    done: 'there is no SPF record',
    check: 'sender-spf',
    state: 'wrong',
    message: /has no SPF record/,
    hint: /v=spf1 mx -all/,
    make: () => spf('nothing of the kind'),
  },
  {
    done: 'there are two SPF records',
    check: 'sender-spf',
    state: 'wrong',
    message: /has 2 SPF records/,
    hint: /one TXT record/,
    make: () => serve({ [DOMAIN]: { MX: [`10 mail.${DOMAIN}`], TXT: ['v=spf1 -all', 'v=spf1 mx -all'] } }),
  },
  {
    done: 'SPF lets everybody send',
    check: 'sender-spf',
    state: 'wrong',
    message: /lets everybody send/,
    hint: /-all/,
    make: () => spf('v=spf1 mx +all'),
  },
  {
    done: 'SPF says nothing of others',
    check: 'sender-spf',
    state: 'worth-a-look',
    message: /says nothing of everybody else/,
    hint: /-all/,
    make: () => spf('v=spf1 mx ?all'),
  },
  {
    done: 'an SPF term is mistyped',
    check: 'sender-spf',
    state: 'wrong',
    message: /a term that is none: ipv4:192\.0\.2\.1/,
    hint: /Publish/,
    make: () => spf('v=spf1 ipv4:192.0.2.1 -all'),
  },
  {
    done: 'SPF leads to a domain without',
    check: 'sender-spf',
    state: 'wrong',
    message: /leads to gone\.test, which has none/,
    hint: /Take gone\.test out/,
    make: () => spf('v=spf1 include:gone.test -all'),
  },
  {
    done: 'SPF does not let the mail server send',
    check: 'sender-spf-address',
    state: 'wrong',
    message: /does not let 198\.51\.100\.7 and 2001:db8::7 send/,
    hint: /read: v=spf1 mx include:_spf\.relay\.test ip4:198\.51\.100\.7 ip6:2001:db8::7 -all$/,
    make: () => ({ FOREWARN_SENDER_ADDRESSES: '192.0.2.25, 198.51.100.7, 2001:db8::7' }),
  },
  {
    done: 'from which address the mail server sends is not known',
    check: 'sender-spf-address',
    state: 'worth-a-look',
    message: /was not looked at/,
    hint: /FOREWARN_SENDER_ADDRESSES/,
    make: () => ({ FOREWARN_SENDER_ADDRESSES: '' }),
  },
  {
    done: 'SPF asks what is known of a mail alone',
    check: 'sender-spf-address',
    state: 'worth-a-look',
    message: /can't be told from here/,
    hint: /Authentication-Results/,
    make: () => spf('v=spf1 exists:%{i}._spf.relay.test -all'),
  },
  {
    done: 'SPF asks for eleven look-ups',
    check: 'sender-spf',
    state: 'wrong',
    message: /asks for 11 look-ups/,
    hint: /ip4:/,
    make: () => spf(`v=spf1 ${Array.from({ length: 11 }, (_, each) => `a:h${each}.test`).join(' ')} -all`),
  },
  {
    done: 'no DKIM selector is set',
    check: 'sender-dkim',
    state: 'worth-a-look',
    message: /no selector is set/,
    hint: /s= in the DKIM-Signature/,
    make: () => ({ FOREWARN_DKIM_SELECTORS: '' }),
  },
  {
    done: 'the DKIM key is not published',
    check: 'sender-dkim',
    state: 'wrong',
    message: /There is no DKIM key at old\._domainkey/,
    hint: /Publish the public key/,
    make: () => ({ FOREWARN_DKIM_SELECTORS: 'old' }),
  },
  {
    done: 'the DKIM key is withdrawn',
    check: 'sender-dkim',
    state: 'wrong',
    message: /is withdrawn/,
    hint: /Publish/,
    make: () => dkim('v=DKIM1; p='),
  },
  {
    done: 'the DKIM key is no key',
    check: 'sender-dkim',
    state: 'wrong',
    message: /can't be read/,
    hint: /Publish/,
    make: () => dkim('v=DKIM1; p=AAAA'),
  },
  {
    done: 'the DKIM key is short',
    check: 'sender-dkim',
    state: 'worth-a-look',
    message: /has 1024 bits/,
    hint: /2,048/,
    make: () =>
      dkim(
        `v=DKIM1; p=${generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
      ),
  },
  {
    done: 'there is no DMARC record',
    check: 'sender-dmarc',
    state: 'wrong',
    message: /has no DMARC record/,
    hint: /v=DMARC1; p=reject/,
    make: () => dmarc('nothing of the kind'),
  },
  {
    done: 'DMARC lets forged mail through',
    check: 'sender-dmarc',
    state: 'worth-a-look',
    message: /lets forged mail through/,
    hint: /quarantine/,
    make: () => dmarc('v=DMARC1; p=none'),
  },
  {
    done: 'there are two DMARC records',
    check: 'sender-dmarc',
    state: 'wrong',
    message: /There are 2 DMARC records/,
    hint: /Leave one/,
    make: () => dmarc('v=DMARC1; p=reject', 'v=DMARC1; p=none'),
  },
  {
    done: 'DMARC holds for half of the mail',
    check: 'sender-dmarc',
    state: 'worth-a-look',
    message: /holds for 50%/,
    hint: /pct/,
    make: () => dmarc('v=DMARC1; p=reject; pct=50'),
  },
  {
    done: 'the certificate of the entrance ends within twenty days',
    check: 'public-url-certificate',
    state: 'worth-a-look',
    message: /The certificate of warnings\.zorgcert\.test ends on/,
    hint: /Renew it/,
    make: () => void at(Date.now() + 45 * DAY_MS),
  },
  {
    done: 'the certificate of the entrance ended',
    check: 'public-url-certificate',
    state: 'wrong',
    message: /The certificate of warnings\.zorgcert\.test ended on/,
    hint: /Renew it/,
    make: () => void at(Date.now() + 90 * DAY_MS),
  },
  {
    done: 'the certificate is for another name',
    check: 'public-url-certificate',
    state: 'wrong',
    message: /is not believed: it is for another name/,
    hint: /for this very name/,
    make: () => {
      serve({ [`other.${DOMAIN}`]: { A: ['127.0.0.1'] } });
      return { FOREWARN_PUBLIC_URL: `https://other.${DOMAIN}:${place.publicPort}` };
    },
  },
  {
    done: 'nothing answers where members come in',
    check: 'public-url-certificate',
    state: 'wrong',
    message: /makes no secure connection: ECONNREFUSED/,
    hint: /proxy runs/,
    make: () => ({ FOREWARN_PUBLIC_URL: `https://warnings.${DOMAIN}:1` }),
  },
  {
    done: 'no Forewarn answers',
    check: 'server',
    state: 'worth-a-look',
    message: /No Forewarn answers at/,
    hint: /forewarn start/,
    make: () => ({ FOREWARN_PORT: '1' }),
  },
];

async function openpgpKey(made: Date, days: number): Promise<string> {
  const key = await generateKey({
    userIDs: [{ email: `cert@${DOMAIN}` }],
    date: made,
    keyExpirationTime: days * 86_400,
    format: 'armored',
  });
  return place.path('short.asc', key.privateKey);
}

/** The certificate of the entrance will do: what it is for is not asked. */
function smimeFile(key?: string): string {
  const text = (name: string) => readFileSync(place.path(name), 'utf8');
  return place.path('smime.pem', `${key ?? text('tls.key')}\n${text('tls.pem')}`);
}

function backupFolder(fill: (folder: string) => void): Readonly<Record<string, string>> {
  const folder = place.path(`backups-${Math.random().toString(36).slice(2)}`);
  mkdirSync(folder);
  fill(folder);
  return { FOREWARN_BACKUP_FOLDER: folder };
}

async function backupAged(age: string): Promise<void> {
  await sql('alter table forewarn.audit_log disable trigger user');
  await sql(`update forewarn.audit_log set at = now() - $1::interval where action = 'backup-made'`, [age]);
  undo.push(async () => {
    await sql(`update forewarn.audit_log set at = now() where action = 'backup-made'`);
    await sql('alter table forewarn.audit_log enable trigger user');
  });
}

describe.skipIf(!hasOpenssl)('forewarn doctor', () => {
  test('where all is well it says so of everything, and ends with 0', async () => {
    const { exit, findings } = await place.doctor();
    expect(findings.filter(({ state }) => state !== 'well')).toEqual([]);
    expect(exit).toBe(0);
    const checks = new Set(findings.map(({ check }) => check));
    const optional = [
      'backup-folder',
      'mail-server-certificate',
      'mailbox-certificate',
      'push-keys',
      'smime-key',
      'signing-keys',
      'deliveries-failed',
      'notices',
    ];
    for (const { check } of ROWS) if (!optional.includes(check)) expect(checks).toContain(check);
  });

  test.for(ROWS)('$check: $done', async ({ check, state, message, hint, make }) => {
    const settings = (await make()) ?? {};
    const { exit, text, findings } = await place.doctor(settings);
    const found = findings.filter((finding) => finding.check === check && finding.state !== 'well');
    expect(found).toEqual([{ check, state, message: expect.stringMatching(message), hint: expect.stringMatching(hint) }]);
    expect(found[0]?.message).toMatch(/^[^\n]+$/);
    const worst = findings.some((finding) => finding.state === 'wrong') ? 2 : 1;
    expect(exit).toBe(worst);
    if (state === 'wrong') expect(exit).toBe(2);
    for (const secret of Object.values(PLANTED)) expect(text).not.toContain(secret);
  });

  test('a person reads the same: each finding with what to do, and the exit code', async () => {
    await sql('alter table forewarn.branches disable row level security');
    undo.push(() => sql('alter table forewarn.branches enable row level security'));
    const { exit, text } = await place.doctorInWords();
    expect(text).toMatch(/WRONG {2}row-policies .*branches\.\n +→ Somebody changed the schema/);
    expect(text).toMatch(/well {3}role /);
    expect(text).toMatch(/\d+ well, 0 worth a look, 1 wrong\.\n$/);
    expect(exit).toBe(2);
  });

  test('a database that does not answer is a finding like any other', async () => {
    const { exit, findings } = await place.doctor({ DATABASE_URL: `postgresql://forewarn:${PLANTED.smtp}@127.0.0.1:1/x` });
    expect(exit).toBe(2);
    expect(findings).toContainEqual({
      check: 'database',
      state: 'wrong',
      message: expect.stringContaining("can't be reached"),
      hint: expect.any(String),
    });
    expect(findings.some(({ check }) => check === 'mail-server')).toBe(true);
  });

  test('what a server says back of our password is not shown', async () => {
    const settings = await mailServer({ offersTls: true, account: { user: 'cert', password: 'another' } }, `cert:${PLANTED.smtp}@`);
    const url = (settings['FOREWARN_SMTP_URL'] ?? '').replace('127.0.0.1', `${PLANTED.smtp}.test`);
    const { text } = await place.doctor({ FOREWARN_SMTP_URL: url });
    expect(text).toContain('….test');
    expect(text).not.toContain(PLANTED.smtp);
  });
});
