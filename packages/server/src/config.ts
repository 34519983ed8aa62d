import ipaddr from 'ipaddr.js';
import { resolve } from 'node:path';
import type { DatabaseSettings } from './database/open-database.ts';
import { InternalFault } from './internal-fault.ts';

/**
 * Everything that an operator may set, read once from the environment. Names carry their unit; the default and its reason stand
 * with each. All faults are told in one message.
 */
export type Config = {
  /** FOREWARN_DATA. Database, keys, logs. Default `.forewarn` below the folder that it is started in. */
  readonly dataDirectory: string;
  /** DATABASE_URL, else the private PostgreSQL in the data directory. */
  readonly database: DatabaseSettings;
  /** FOREWARN_HOST, FOREWARN_PORT. Loopback by default: a proxy with TLS stands in front. Port 0 takes a free one. */
  readonly host: string;
  readonly port: number;
  /** FOREWARN_PUBLIC_URL: how members reach us; links in mails begin with it. Default http://host:port. */
  readonly publicUrl: string | undefined;
  /** FOREWARN_SMTP_URL: smtp://, smtps://, with user and password where needed; undefined: mail waits and the doctor says so. */
  readonly smtpUrl: string | undefined;
  /** FOREWARN_SMTP_CONNECTIONS: at once to the mail server. 5 suits most relays. */
  readonly smtpConnectionsMax: number;
  /**
   * FOREWARN_SMTP_TLS: verified (no mail without TLS and a certificate that is right), unverified (TLS, any certificate), opportunistic
   * (TLS where it is offered). Default verified; opportunistic for a relay on this machine, which nobody stands in front of.
   */
  readonly smtpTls: SmtpTls | undefined;
  /** FOREWARN_OPENPGP_KEY: file with the CERT's own OpenPGP secret key, armored, without a passphrase: mail is signed with it. Undefined: not. */
  readonly openpgpKeyFile: string | undefined;
  /** FOREWARN_SMIME_KEY: file with the CERT's own S/MIME key and certificates, PEM: mail is signed with it. Undefined: not. */
  readonly smimeKeyFile: string | undefined;
  /** FOREWARN_WKD: no keeps the domains of mail addresses from being asked for keys (Web Key Directory). Default yes. */
  readonly looksUpKeys: boolean;
  /** FOREWARN_GATEWAYS: file that says how text messages and calls go out (docs/operating/channels.md). Undefined: they do not. */
  readonly gatewaysFile: string | undefined;
  /** FOREWARN_IMAP_URL: imap://, imaps://, with user, password and folder: the mailbox that bounces and replies come to. Undefined: nobody reads it. */
  readonly imapUrl: string | undefined;
  /** FOREWARN_DNS: addresses of the name servers that are asked for what is outside, with commas, each with a port or without. Undefined: the machine's. */
  readonly nameServers: readonly string[] | undefined;
  /** FOREWARN_DKIM_SELECTORS: under which names the mail server's DKIM keys stand in the sender's domain, with commas: the doctor looks them up. */
  readonly dkimSelectors: readonly string[];
  /** FOREWARN_SENDER_ADDRESSES: from which addresses the mail server sends, with commas: the doctor holds them against SPF. None: those of its name. */
  readonly senderAddresses: readonly string[];
  /** FOREWARN_BACKUP_FOLDER: where backups lie that something else than `forewarn backup` makes: the doctor looks how old the newest is. */
  readonly backupFolder: string | undefined;
  /** FOREWARN_PUSH_KEYS: file with the keys that push services know us by (VAPID). Default `push-keys` in the data directory, made on first use. */
  readonly pushKeysFile: string | undefined;
  /** FOREWARN_WEBHOOKS: how many webhooks are called at once. 10: members' servers are slow, and none may hold up the rest. */
  readonly webhooksMax: number;
  /** FOREWARN_TELL_AT_ONCE: so many institutions are planned for by a release itself. Of more, a quarter of this is, so that they hear at once, and the rest right after it. */
  readonly tellAtOnceMax: number;
  /** FOREWARN_DECIDE_AT_ONCE: a release that has more institutions than this to decide on decides on the first of them itself, and on the others part by part right after it. */
  readonly decideAtOnceMax: number;
  /** FOREWARN_ALLOW_PRIVATE_WEBHOOKS: yes lets webhooks go to private and loopback addresses, also without TLS. Default no: members enter them. */
  readonly allowPrivateWebhooks: boolean;
  /** FOREWARN_SOURCE_KEYS: file with the keys that sources are asked with, a line each: name host key. Undefined: none needs one. */
  readonly sourceKeysFile: string | undefined;
  /** FOREWARN_SECRET_KEYS: file with the keys that members' secrets are sealed under. Default `secret-keys` in the data directory, made on first use. */
  readonly secretKeysFile: string | undefined;
  /** FOREWARN_OIDC: file with the sign-in services (OpenID Connect) that people may come from (docs/operating/sign-in.md). Undefined: none. */
  readonly oidcFile: string | undefined;
  /**
   * FOREWARN_MTLS_HEADER, FOREWARN_MTLS_PROXIES: in which header a proxy hands on the certificate of a program, and the addresses of the
   * proxies that are believed, with commas. Both or none. Undefined: no program signs in by certificate.
   */
  readonly mtls: { readonly header: string; readonly proxies: readonly string[] } | undefined;
  /** FOREWARN_ROLE: web serves pages and the API, worker does the jobs and deliveries, all does both. Any number of each on one database. */
  readonly role: Role;
  /** FOREWARN_REQUESTS_PER_MINUTE: of one institution, and of one address that is not signed in. 1,200 is twenty a second. */
  readonly requestsPerMinuteMax: number;
  /** FOREWARN_BUSY_AFTER_MS: how late, on average of a second, this process may be before it answers that it is busy. 0: it never says so. */
  readonly busyAfterMs: number;
  /** FOREWARN_METRICS_PORT: where Prometheus and a watchdog ask this process, on loopback only. Undefined: nobody asks. */
  readonly metricsPort: number | undefined;
  /** FOREWARN_TRACES_URL: where OpenTelemetry traces go by OTLP over HTTP, as http://127.0.0.1:4318/v1/traces. Undefined: nowhere, and at no cost. */
  readonly tracesUrl: string | undefined;
  readonly cert: Cert;
  /** FOREWARN_SECURITY_CONTACT: where to tell of a flaw in this Forewarn, a mailto:, https: or tel: URI, in /.well-known/security.txt (RFC 9116). Default: FOREWARN_CERT_EMAIL. */
  readonly securityContact: string;
  /** FOREWARN_JOBS: how many jobs at once. 4 suits two cores; deliveries have workers of their own. */
  readonly jobsMax: number;
  /** FOREWARN_LOG: fatal, error, warn, info, debug or silent. */
  readonly logLevel: string;
};

const ROLES = ['all', 'web', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const SMTP_TLS = ['verified', 'unverified', 'opportunistic'] as const;
export type SmtpTls = (typeof SMTP_TLS)[number];

/** How the CERT presents itself (RFC 2350 §2): in the From line, the closing of every mail, on the answer page. */
export type Cert = {
  /** FOREWARN_CERT_NAME */
  readonly name: string;
  /** FOREWARN_CERT_DOMAIN: the right side of Message-ID and List-Id. */
  readonly domain: string;
  /** FOREWARN_CERT_EMAIL */
  readonly email: string;
  /** FOREWARN_CERT_PHONE: answered day and night. */
  readonly phone: string;
  /** FOREWARN_CERT_PREFIX: of warnings' references, FW-2026-0001. */
  readonly prefix: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/** Reads the settings; throws `InternalFault` with every fault, one a line. */
export function readConfig(environment: Environment = process.env): Config {
  const faults: string[] = [];
  const dataDirectory = resolve(environment['FOREWARN_DATA'] ?? '.forewarn');
  const certEmail = environment['FOREWARN_CERT_EMAIL'] ?? `waarschuwing@${environment['FOREWARN_CERT_DOMAIN'] ?? 'forewarn.example'}`;
  const config: Config = {
    dataDirectory,
    database: databaseSettings(environment, dataDirectory),
    host: environment['FOREWARN_HOST'] ?? '127.0.0.1',
    port: wholeNumber(environment, 'FOREWARN_PORT', 8080, 0, 65_535, faults),
    publicUrl: urlSetting(environment, 'FOREWARN_PUBLIC_URL', ['http:', 'https:'], faults),
    smtpUrl: urlSetting(environment, 'FOREWARN_SMTP_URL', ['smtp:', 'smtps:'], faults),
    smtpConnectionsMax: wholeNumber(environment, 'FOREWARN_SMTP_CONNECTIONS', 10, 1, 50, faults),
    smtpTls: oneOf(environment, 'FOREWARN_SMTP_TLS', SMTP_TLS, faults),
    openpgpKeyFile: environment['FOREWARN_OPENPGP_KEY'] || undefined,
    smimeKeyFile: environment['FOREWARN_SMIME_KEY'] || undefined,
    looksUpKeys: oneOf(environment, 'FOREWARN_WKD', ['yes', 'no'], faults) !== 'no',
    gatewaysFile: environment['FOREWARN_GATEWAYS'] || undefined,
    imapUrl: urlSetting(environment, 'FOREWARN_IMAP_URL', ['imap:', 'imaps:'], faults),
    nameServers: nameServersSetting(environment, faults),
    dkimSelectors: words(environment, 'FOREWARN_DKIM_SELECTORS'),
    senderAddresses: words(environment, 'FOREWARN_SENDER_ADDRESSES'),
    backupFolder: environment['FOREWARN_BACKUP_FOLDER'] || undefined,
    pushKeysFile: environment['FOREWARN_PUSH_KEYS'] || undefined,
    webhooksMax: wholeNumber(environment, 'FOREWARN_WEBHOOKS', 10, 1, 100, faults),
    tellAtOnceMax: wholeNumber(environment, 'FOREWARN_TELL_AT_ONCE', 2_000, 1, 100_000, faults),
    decideAtOnceMax: wholeNumber(environment, 'FOREWARN_DECIDE_AT_ONCE', 5_000, 1, 100_000, faults),
    allowPrivateWebhooks: oneOf(environment, 'FOREWARN_ALLOW_PRIVATE_WEBHOOKS', ['yes', 'no'], faults) === 'yes',
    sourceKeysFile: environment['FOREWARN_SOURCE_KEYS'] || undefined,
    secretKeysFile: environment['FOREWARN_SECRET_KEYS'] || undefined,
    oidcFile: environment['FOREWARN_OIDC'] || undefined,
    mtls: mtlsSettings(environment, faults),
    role: oneOf(environment, 'FOREWARN_ROLE', ROLES, faults) ?? 'all',
    busyAfterMs: wholeNumber(environment, 'FOREWARN_BUSY_AFTER_MS', 2_000, 0, 600_000, faults),
    requestsPerMinuteMax: wholeNumber(environment, 'FOREWARN_REQUESTS_PER_MINUTE', 1_200, 60, 1_000_000, faults),
    metricsPort: environment['FOREWARN_METRICS_PORT'] ? wholeNumber(environment, 'FOREWARN_METRICS_PORT', 0, 0, 65_535, faults) : undefined,
    tracesUrl: urlSetting(environment, 'FOREWARN_TRACES_URL', ['http:', 'https:'], faults),
    cert: {
      name: environment['FOREWARN_CERT_NAME'] ?? 'Forewarn CERT',
      domain: environment['FOREWARN_CERT_DOMAIN'] ?? 'forewarn.example',
      email: certEmail,
      phone: environment['FOREWARN_CERT_PHONE'] ?? '000 000 00 00',
      prefix: environment['FOREWARN_CERT_PREFIX'] ?? 'FW',
    },
    securityContact: environment['FOREWARN_SECURITY_CONTACT'] || `mailto:${certEmail}`,
    jobsMax: wholeNumber(environment, 'FOREWARN_JOBS', 4, 1, 64, faults),
    logLevel: environment['FOREWARN_LOG'] ?? 'info',
  };
  if (config.dkimSelectors.some((selector) => !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(selector)))
    faults.push('FOREWARN_DKIM_SELECTORS must be names with commas, as relay1,relay2: what stands before ._domainkey.');
  if (config.senderAddresses.length > 10 || !config.senderAddresses.every((address) => ipaddr.isValid(address)))
    faults.push('FOREWARN_SENDER_ADDRESSES must be ten addresses at most, with commas, as 192.0.2.25,2001:db8::25.');
  if (!LOG_LEVELS.includes(config.logLevel)) faults.push(`FOREWARN_LOG is "${config.logLevel}"; it may be ${LOG_LEVELS.join(', ')}.`);
  if (!/^[A-Z]{2,8}$/.test(config.cert.prefix)) faults.push('FOREWARN_CERT_PREFIX must be two to eight capital letters.');
  // They go into headers of every mail.
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(config.cert.domain)) faults.push('FOREWARN_CERT_DOMAIN must be a domain name, as cert.example.');
  if (!/^[^\s<>@,;"]+@[^\s<>@,;"]+$/.test(config.cert.email)) faults.push('FOREWARN_CERT_EMAIL must be one mail address.');
  if (!/^(mailto:|https:|tel:)[\x21-\x7e]+$/.test(config.securityContact))
    faults.push('FOREWARN_SECURITY_CONTACT must begin with mailto:, https: or tel:, as mailto:security@cert.example.');
  if (faults.length > 0) throw new InternalFault(`The settings can't be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return config;
}

function mtlsSettings(environment: Environment, faults: string[]): Config['mtls'] {
  const header = (environment['FOREWARN_MTLS_HEADER'] ?? '').toLowerCase();
  const proxies = words(environment, 'FOREWARN_MTLS_PROXIES');
  if (header === '' && proxies.length === 0) return undefined;
  if (!/^[a-z0-9-]{1,100}$/.test(header)) faults.push('FOREWARN_MTLS_HEADER must be the name of a header, as x-client-cert.');
  if (proxies.length === 0 || proxies.some((address) => !ipaddr.isValid(address)))
    faults.push('FOREWARN_MTLS_PROXIES must be the addresses of the proxies, as 127.0.0.1,192.0.2.7.');
  return { header, proxies };
}

function nameServersSetting(environment: Environment, faults: string[]): Config['nameServers'] {
  const servers = words(environment, 'FOREWARN_DNS');
  if (!servers.every(isNameServer))
    faults.push('FOREWARN_DNS must be addresses with commas, as 192.0.2.53 or 127.0.0.1:5353 or [::1]:5353.');
  return servers.length === 0 ? undefined : servers;
}

function isNameServer(text: string): boolean {
  const [, bracketed, plain = '', port = '53'] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain;
  return ipaddr.isValid(address) || ipaddr.isValid(text) ? Number(port) >= 1 && Number(port) <= 65_535 : false;
}

function words(environment: Environment, name: string): readonly string[] {
  return (environment[name] ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function databaseSettings(environment: Environment, dataDirectory: string): DatabaseSettings {
  const url = environment['DATABASE_URL'];
  return url === undefined || url === '' ? { kind: 'embedded', directory: dataDirectory } : { kind: 'url', url };
}

function wholeNumber(environment: Environment, name: string, otherwise: number, least: number, most: number, faults: string[]): number {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  faults.push(`${name} is "${text}"; it must be a whole number from ${least} to ${most}.`);
  return otherwise;
}

function oneOf<Word extends string>(environment: Environment, name: string, words: readonly Word[], faults: string[]): Word | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const found = words.find((word) => word === text);
  if (found === undefined) faults.push(`${name} is "${text}"; it may be ${words.join(', ')}.`);
  return found;
}

function urlSetting(environment: Environment, name: string, protocols: readonly string[], faults: string[]): string | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text.replace(/\/$/, '');
  faults.push(`${name} must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`);
  return undefined;
}

/** The server that the database suites run on beside the embedded one; undefined: the embedded one. */
export function testDatabaseUrl(environment: Environment = process.env): string | undefined {
  return environment['DATABASE_URL'] || undefined;
}

/** FOREWARN_TEST_DATABASE: the folder of the tests' own PostgreSQL, where a run has chosen one (scripts/test.ts). */
export function testDatabaseFolder(environment: Environment = process.env): string | undefined {
  return environment['FOREWARN_TEST_DATABASE'] || undefined;
}

/** NODE_COMPILE_CACHE for the Forewarns that a test starts, where a run has chosen a place. */
export function testCompileCache(environment: Environment = process.env): Readonly<Record<string, string>> {
  const place = environment['NODE_COMPILE_CACHE'];
  return place === undefined ? {} : { NODE_COMPILE_CACHE: place };
}

/** FOREWARN_TEST_BY_INSTITUTION=yes: suites run on the keys that a database has which is distributed by institution (database/by-institution.sql). */
export function testsByInstitution(environment: Environment = process.env): boolean {
  return environment['FOREWARN_TEST_BY_INSTITUTION'] === 'yes';
}

/** FOREWARN_TEST_KILLS: how many kills the story of killed processes does on each database; 26 where absent, so more than 50 on two. */
export function testKills(environment: Environment = process.env): number {
  const faults: string[] = [];
  const kills = wholeNumber(environment, 'FOREWARN_TEST_KILLS', 26, 1, 10_000, faults);
  if (faults[0] !== undefined) throw new InternalFault(faults[0]);
  return kills;
}

/**
 * FOREWARN_TEST_FAULTS, FOREWARN_TEST_FAULT_CONTACTS: how many faults the fault story makes, and how many institutions it warns. A part by
 * default, for every run; `npm run test:faults` asks for the whole.
 */
export function testFaults(environment: Environment = process.env): { readonly faults: number; readonly institutions: number } {
  const problems: string[] = [];
  const faults = wholeNumber(environment, 'FOREWARN_TEST_FAULTS', 20, 1, 100_000, problems);
  const institutions = wholeNumber(environment, 'FOREWARN_TEST_FAULT_CONTACTS', 500, 1, 100_000, problems);
  if (problems[0] !== undefined) throw new InternalFault(problems[0]);
  return { faults, institutions };
}
