import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const PAGE = join(import.meta.dirname, '../../../docs/operating/settings.md');

async function settingsOfThePage(): Promise<ReadonlyMap<string, string>> {
  const rows = (await readFile(PAGE, 'utf8')).matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|–) \|/gm);
  return new Map([...rows].map((row) => [row[1] ?? '', row[2] ?? '']));
}

test('the operators’ page has every setting there is, and no other', async () => {
  const source = await readFile(join(import.meta.dirname, 'config.ts'), 'utf8');
  const read = new Set([...source.matchAll(/'((?:FOREWARN|DATABASE)_[A-Z_]+)'/g)].map((found) => found[1]));
  for (const name of read) if (name?.startsWith('FOREWARN_TEST_')) read.delete(name); // stand below the table
  expect([...(await settingsOfThePage()).keys()].sort()).toEqual([...read].sort());
});

test('the defaults on the page are those that hold', async () => {
  const page = await settingsOfThePage();
  const config = readConfig({});
  const held: Readonly<Record<string, unknown>> = {
    FOREWARN_HOST: config.host,
    FOREWARN_PORT: config.port,
    FOREWARN_SMTP_CONNECTIONS: config.smtpConnectionsMax,
    FOREWARN_WEBHOOKS: config.webhooksMax,
    FOREWARN_TELL_AT_ONCE: config.tellAtOnceMax,
    FOREWARN_DECIDE_AT_ONCE: config.decideAtOnceMax,
    FOREWARN_ALLOW_PRIVATE_WEBHOOKS: config.allowPrivateWebhooks ? 'yes' : 'no',
    FOREWARN_JOBS: config.jobsMax,
    FOREWARN_LOG: config.logLevel,
    FOREWARN_CERT_NAME: config.cert.name,
    FOREWARN_CERT_DOMAIN: config.cert.domain,
    FOREWARN_CERT_EMAIL: config.cert.email,
    FOREWARN_CERT_PHONE: config.cert.phone,
    FOREWARN_CERT_PREFIX: config.cert.prefix,
  };
  for (const [name, value] of Object.entries(held)) expect(page.get(name), name).toBe(String(value));
  expect(config.dataDirectory.endsWith(`/${page.get('FOREWARN_DATA')}`)).toBe(true);
});

test('every fault in the settings is told in one message', () => {
  expect(() => readConfig({ FOREWARN_PORT: '-1', FOREWARN_SMTP_URL: 'http://x', FOREWARN_LOG: 'loud', FOREWARN_CERT_PREFIX: 'x' })).toThrow(
    /FOREWARN_PORT[\s\S]*FOREWARN_SMTP_URL[\s\S]*FOREWARN_LOG[\s\S]*FOREWARN_CERT_PREFIX/,
  );
});
