import { expect, test } from 'vitest';
import { checkFences } from './check-fences.ts';
import { repositoryOf } from './repository.ts';

function found(path: string, text: string): readonly string[] {
  return checkFences(repositoryOf({ [path]: text })).map(({ what }) => what);
}

const SERVER = 'packages/server/src';

test.each([
  [`${SERVER}/warnings/raise-warnings.ts`, 'await sql`select 1`.execute(trx);', 'SQL stands outside a store'],
  [`${SERVER}/warnings/raise-warnings.ts`, 'await sql<{ id: string }>`select 1`.execute(trx);', 'SQL stands outside a store'],
  [`${SERVER}/warnings/raise-warnings.ts`, 'await client.query(text);', 'SQL stands outside a store'],
  [`${SERVER}/warnings/raise-warnings.ts`, "import type { FastifyReply } from 'fastify';", 'HTTP framework'],
  [`${SERVER}/advisories/poll-source.ts`, "import { request } from 'undici';", 'a socket is opened'],
  [`${SERVER}/advisories/poll-source.ts`, "import { connect } from 'node:net';", 'a socket is opened'],
  [`${SERVER}/advisories/poll-source.ts`, 'await fetch(url);', 'a socket is opened'],
  [`${SERVER}/advisories/poll-source.ts`, "process.env['X'];", 'environment'],
  [`${SERVER}/advisories/poll-source.ts`, 'const now = Date.now();', 'what time it is'],
  [`${SERVER}/advisories/poll-source.ts`, 'const now = new Date();', 'what time it is'],
  ['packages/core/src/warnings/a.ts', 'performance.now()', 'what time it is'],
  ['packages/core/src/warnings/a.ts', 'Math.random()', 'throws dice'],
])('%s: %s', (path, text, says) => {
  expect(found(path, text)).toEqual([expect.stringContaining(says)]);
});

test.each([
  [`${SERVER}/warnings/warning-store.ts`, 'await sql`select 1`.execute(trx);'],
  [`${SERVER}/database/migrate.ts`, 'await client.query(text);'],
  [`${SERVER}/warnings/warning-routes.ts`, "import type { FastifyReply } from 'fastify';"],
  [`${SERVER}/outbound/fetch-safely.ts`, "import { request } from 'undici';"],
  [`${SERVER}/deliveries/channels/email/send.ts`, "import { createTransport } from 'nodemailer';"],
  [`${SERVER}/start-server.ts`, "import type { AddressInfo } from 'node:net';"],
  [`${SERVER}/config.ts`, 'process.env'],
  [`${SERVER}/jobs/clock.ts`, 'Date.now()'],
  [`${SERVER}/advisories/poll-source.ts`, 'new Date(text); // not Date.now()'],
  [`${SERVER}/advisories/poll-source.ts`, 'source.fetch(url); const hint = "process.env";'],
  [`${SERVER}/advisories/poll-source.test.ts`, "import { createServer } from 'node:http'; await sql`select 1`;"],
])('%s may: %s', (path, text) => {
  expect(found(path, text)).toEqual([]);
});
