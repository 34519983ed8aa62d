import { afterEach, beforeEach, expect, test } from 'vitest';
import { InternalFault } from '../internal-fault.ts';
import { knownMigrations, migrate, readMigration } from './migrate.ts';
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

test('an older Forewarn works on a newer schema and leaves it as it is', async () => {
  const later = readMigration('9999-later.sql', '-- 9999 · adds\ncreate table forewarn.later (id int primary key);');
  expect(await migrate(database.connection, [...(await knownMigrations()), later])).toEqual(['9999-later.sql']);
  expect(await migrate(database.connection)).toEqual([]);
  expect((await database.pool.query('select max(number) as number from forewarn.migrations')).rows).toEqual([{ number: 9999 }]);
});

test('a newer schema that breaks older programs is refused by them, in words, and stays as it is', async () => {
  const later = readMigration(
    '9999-later.sql',
    '-- 9999 · takes away\n-- breaks older: reads name no more\nalter table forewarn.branches drop column name;',
  );
  await migrate(database.connection, [...(await knownMigrations()), later]);
  const newest = (await knownMigrations()).at(-1)!.number;
  const refused = migrate(database.connection);
  await expect(refused).rejects.toThrow(InternalFault);
  await expect(refused).rejects.toThrow(
    `This database has schema 9999; this Forewarn knows up to ${newest}, and migration 9999 breaks older ones.`,
  );
  expect((await database.pool.query('select max(number) as number from forewarn.migrations')).rows).toEqual([{ number: 9999 }]);
});

test('a database of before migrations said whether they break older ones is read as one that does not', async () => {
  await database.pool.query('alter table forewarn.migrations drop column if exists breaks_older');
  expect(await migrate(database.connection)).toEqual([]);
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
