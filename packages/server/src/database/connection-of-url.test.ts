import pg from 'pg';
import { expect, test } from 'vitest';
import { freePort } from '../server-process.test-support.ts';
import { connectionOfUrl, openClient } from './connection-of-url.ts';
import { databaseUrl } from './database-url.test-support.ts';
import { isLostConnection } from './is-lost-connection.ts';
import { testDatabase } from './test-database.ts';

test('one server is taken as it stands; several become one each, with the same login and database', () => {
  expect(connectionOfUrl('postgresql://a:b@one:5433/x')).toEqual({ connectionString: 'postgresql://a:b@one:5433/x' });
  expect(connectionOfUrl('postgresql://a@one/x?target_session_attrs=any').hosts).toBeUndefined();
  const several = connectionOfUrl(
    'postgresql://a:b%40c@one:5433,[::1]:5434,%2Frun%2Fpg/x?target_session_attrs=read-write&sslmode=verify-full',
  );
  const read = several.hosts
    ?.map((host) => new pg.Client({ ...host, ssl: false }))
    .map(({ host, port, user, database, password }) => ({ host, port, user, database, password }));
  const login = { user: 'a', database: 'x', password: 'b@c' };
  expect(read).toEqual([
    { host: 'one', port: 5433, ...login },
    { host: '::1', port: 5434, ...login },
    { host: '/run/pg', port: 5432, ...login },
  ]);
  expect(connectionOfUrl('postgres://a@one/x?target_session_attrs=primary').hosts).toHaveLength(1);
});

test('a server that only reads is none that Forewarn can use', () => {
  expect(() => connectionOfUrl('postgres://a@one,two/x?target_session_attrs=standby')).toThrow('target_session_attrs=standby');
});

test('the first server that is there is used, by the pool and by a connection of its own; a login that only reads is passed by', async () => {
  const database = await testDatabase();
  const there = new URL(databaseUrl(database.connection).replace(/^postgres(ql)?:/, 'postgresql:'));
  const gone = `127.0.0.1:${await freePort()}`;
  const url = `postgresql://${there.username}:${there.password}@${gone},${there.host}${there.pathname}?target_session_attrs=read-write`;
  const connection = connectionOfUrl(url);
  const pool = new pg.Pool({ ...connection, max: 2 });
  expect((await pool.query('select 7 as seven')).rows).toEqual([{ seven: 7 }]);
  await pool.end();
  const client = openClient(connection);
  await client.connect();
  expect((await client.query('select 7 as seven')).rows).toEqual([{ seven: 7 }]);
  await client.end();
  const readsOnly = openClient(connectionOfUrl(`${url}&options=-c%20default_transaction_read_only=on`));
  const refused = await readsOnly.connect().then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(String(refused)).toContain('None of the 2 database servers takes writes');
  expect(isLostConnection(refused, connection)).toBe(true);
  await database.close();
});
