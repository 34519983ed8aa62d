import { afterEach, beforeEach, expect, test } from 'vitest';
import { InternalFault } from '../internal-fault.ts';
import { knownMigrations, migrate } from './migrate.ts';
import type { Database } from './open-database.ts';
import { testDatabase } from './test-database.ts';

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

test('a database that is up to date is left alone', async () => {
  expect(await migrate(database.connection)).toEqual([]);
});

test('a database of a newer Forewarn is refused, in words, and stays as it is', async () => {
  await database.pool.query(`insert into forewarn.migrations (number, name, sha256) values (9999, '9999-later.sql', '00')`);
  const newest = (await knownMigrations()).at(-1)!.number;
  const refused = migrate(database.connection);
  await expect(refused).rejects.toThrow(InternalFault);
  await expect(refused).rejects.toThrow(`This database has schema 9999; this Forewarn knows up to ${newest}.`);
  expect((await database.pool.query('select max(number) as number from forewarn.migrations')).rows).toEqual([{ number: 9999 }]);
});

test('a migration that was changed after it ran is refused', async () => {
  await database.pool.query(`update forewarn.migrations set sha256 = '00' where number = 1`);
  await expect(migrate(database.connection)).rejects.toThrow(/0001.* was changed after it ran/);
});

test('many Forewarns that start at the same moment migrate once', async () => {
  await database.pool.query('drop schema forewarn cascade');
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(database.connection)));
  expect(applied.flat()).toEqual((await knownMigrations()).map((migration) => migration.name));
});
