import { connect } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { freePort } from '../server-process.test-support.ts';
import { testDatabase } from './test-database.ts';
import { isLostConnection } from './is-lost-connection.ts';

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => undefined,
    (cause: unknown) => cause,
  );
}

test('a connection that the server cuts, one that it never takes, and one of a pool are lost; a wrong question is not', async () => {
  const database = await testDatabase();
  const client = new pg.Client(database.connection);
  client.on('error', () => {});
  await client.connect();
  const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
  const sleeping = failureOf(() => client.query('select pg_sleep(20)'));
  await database.pool.query('select pg_terminate_backend($1)', [pid]);
  const cut = await sleeping;
  expect(isLostConnection(cut, database.connection)).toBe(true);
  expect(isLostConnection(new Error('in a job', { cause: cut }), database.connection)).toBe(true);
  expect(isLostConnection(await failureOf(() => client.query('select 1')), database.connection)).toBe(true);
  expect(isLostConnection(await failureOf(() => database.pool.query('select no_such_column')), database.connection)).toBe(false);
  await database.close();
});

test('a database that is not up is lost; another server that is not up is none of its business', async () => {
  const [port, other] = [await freePort(), await freePort()];
  const connection = { connectionString: `postgres://a@127.0.0.1:${port}/x` };
  expect(isLostConnection(await failureOf(() => new pg.Client(connection).connect()), connection)).toBe(true);
  const refused = await new Promise((resolve) => connect(other, '127.0.0.1').once('error', resolve));
  expect(isLostConnection(refused, connection)).toBe(false);
  const socket = { host: '/nowhere/at/all', port: 5432 };
  expect(isLostConnection(await failureOf(() => new pg.Client(socket).connect()), socket)).toBe(true);
  for (const cause of [undefined, 'text', new Error('Connection'), { code: '57P01' }])
    expect(isLostConnection(cause, connection)).toBe(false);
});
