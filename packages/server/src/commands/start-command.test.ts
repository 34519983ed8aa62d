import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseUrl } from '../database/database-url.test-support.ts';
import type { Database } from '../database/open-database.ts';
import { testDatabase } from '../database/test-database.ts';
import { NotStarted, startServerProcess } from '../server-process.test-support.ts';

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'forewarn-start-'));
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

function settings(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { DATABASE_URL: databaseUrl(database.connection), FOREWARN_DATA: folder, FOREWARN_PORT: '0', FOREWARN_LOG: 'error', ...more };
}

test('an empty database gets its first administrator, once; the API is described; Ctrl-C stops it', async () => {
  const first = await startServerProcess(settings());
  expect(first.token).toMatch(/^fwt_/);
  const asked = await fetch(`${first.url}/api/institutions`, { headers: { authorization: `Bearer ${first.token}` } });
  expect(asked.status).toBe(200);
  expect((await fetch(`${first.url}/api/institutions`)).status).toBe(401);
  expect(await (await fetch(`${first.url}/api/health`)).json()).toMatchObject({ status: 'ok', database: 'ok' });
  const described = (await (await fetch(`${first.url}/api/openapi.json`)).json()) as { openapi: string; paths: Record<string, unknown> };
  expect(described.openapi).toBe('3.1.0');
  expect(Object.keys(described.paths)).toEqual(expect.arrayContaining(['/api/institutions', '/api/health', '/api/matters']));
  expect(await first.stop()).toBe(0);
  const second = await startServerProcess(settings());
  expect(second.token).toBeUndefined();
  expect(await second.stop()).toBe(0);
});

test('a port that is taken is told in a line with what to do', async () => {
  const other = createServer();
  await new Promise<void>((settle) => other.listen(0, '127.0.0.1', settle));
  const { port } = other.address() as AddressInfo;
  const refused = await startServerProcess(settings({ FOREWARN_PORT: String(port) })).catch((cause: unknown) => cause);
  other.close();
  expect(refused).toBeInstanceOf(NotStarted);
  expect(refused).toMatchObject({
    exit: 1,
    said: expect.stringMatching(
      new RegExp(`^forewarn: Port ${port} is taken by another program\\.\\n {2}Stop that program, or choose another`, 'm'),
    ),
  });
  expect((refused as NotStarted).said).not.toContain('    at ');
});
