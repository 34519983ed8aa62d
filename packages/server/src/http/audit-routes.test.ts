import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { makeToken } from '../sessions/tokens.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { registerAuditRoutes } from './audit-routes.ts';
import { buildApp } from './build-app.ts';

let machine: TestMachine;
let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forewarn-export-'));
  machine = await testMachine({ FOREWARN_DATA: folder });
  app = await buildApp(machine);
  registerAuditRoutes(app, machine);
  const formula = { kind: 'cert', name: '=1+1', roles: [] } as const;
  await asSystem(machine.database, 'test', (trx) =>
    record(trx, { principal: formula, at: machine.clock.now(), action: 'tried', subject: { kind: 'test', id: 'x' } }),
  );
});
afterAll(async () => {
  await app?.close();
  await machine?.close();
  await rm(folder, { recursive: true, force: true });
});

async function exported(query: string, roles: readonly ('analyst' | 'administrator')[]) {
  const token = await makeToken(machine.database, { kind: 'cert', name: `Met ${roles.join()}`, roles }, machine.clock.now());
  return app.inject({ url: `/api/audit/export${query}`, headers: { authorization: `Bearer ${token}` } });
}

test('an administrator fetches the trail as a file, and that stands in it', async () => {
  const answer = await exported('', ['administrator']);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/jsonl']);
  const entries = answer.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).entry);
  expect(entries.find(({ action }) => action === 'tried')).toBeDefined();
  expect(entries.at(-1)).toMatchObject({ action: 'audit-exported', actor: 'Met administrator', origin: '127.0.0.1, API token' });
});

test('as CSV no cell of it is a formula', async () => {
  const { body, headers } = await exported('?format=csv', ['administrator']);
  expect(headers['content-disposition']).toBe('attachment; filename="trail.csv"');
  expect(body).toContain(`"'=1+1"`);
});

test('a span that is given counts, and who only analyses gets none', async () => {
  expect((await exported('?from=2030-01-01T00:00:00Z', ['administrator'])).body).toBe('');
  expect((await exported('', ['analyst'])).statusCode).toBe(403);
});
