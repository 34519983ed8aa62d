import { expect, test } from 'vitest';
import { breakingStatements, statementsThatMayBreak } from './breaking-statements.test-support.ts';
import { knownMigrations, readMigration } from './migrate.ts';

/**
 * The migrations of the first release were made together: nobody runs a program of before one of them. From this number on each must leave
 * the programs of before it working (docs/operating/several-machines.md, "Upgrading").
 */
const EXPAND_ONLY_FROM = 46;

test('no migration breaks a Forewarn that runs beside it, unless it says so', async () => {
  const found = (await knownMigrations())
    .filter(({ number }) => number >= EXPAND_ONLY_FROM)
    .flatMap((migration) => breakingStatements(migration).map((statement) => `${migration.name} ${statement}`));
  expect(found, 'make it in two releases, or say in the file "-- breaks older: WHY" or "-- works before: WHY IT DOES NOT"').toEqual([]);
});

test.each([
  'alter table forewarn.branches drop column name;',
  'drop table forewarn.branches;',
  'alter table forewarn.branches rename column name to title;',
  'alter table forewarn.branches rename to houses;',
  'alter table forewarn.branches alter column name type varchar(20);',
  'alter table forewarn.branches alter name set not null;',
  'alter table forewarn.branches add column kind text not null;',
  'alter table forewarn.branches add column kind text default 1, add column other text not null;',
  'alter table forewarn.branches add constraint short check (length(name) < 10);',
  'alter table forewarn.branches add check (length(name) < 10);',
  'alter table forewarn.branches alter column name drop default;',
  'create unique index once on forewarn.branches (lower(name));',
  'drop function forewarn.is_staff();',
  'drop policy staff on forewarn.branches;',
  'create policy less on forewarn.branches as restrictive using (false);',
  'create trigger no before insert on forewarn.branches for each row execute function forewarn.no();',
  'revoke insert on forewarn.branches from forewarn_app;',
  'delete from forewarn.branches;',
  "do $$ begin execute 'alter table forewarn.branches drop column name'; end $$;",
])('is seen to break: %s', (sql) => {
  expect(statementsThatMayBreak(`-- 0099 · what\n${sql}`)).toHaveLength(1);
});

test.each([
  'alter table forewarn.branches add column kind text;',
  "alter table forewarn.branches add column kind text not null default 'house';",
  'alter table forewarn.branches add column kind text, add column other int not null default 0;',
  'create table forewarn.later (id int primary key, name text not null unique check (length(name) < 10));\ncreate unique index later_once on forewarn.later (lower(name));\nalter table forewarn.later add constraint x check (id > 0);',
  'create index branches_by_name on forewarn.branches (name);',
  'alter table forewarn.branches alter column name drop not null;',
  'create policy more on forewarn.branches for select to forewarn_app using (true);',
  'revoke all on function forewarn.later() from public;',
  '-- drop table forewarn.branches;',
  "comment on table forewarn.branches is 'drop table; -- no';",
])('is seen to leave older programs working: %s', (sql) => {
  expect(statementsThatMayBreak(`-- 0099 · what\n${sql}`)).toEqual([]);
});

test('a file that says why is believed; one that breaks older programs is known by it', () => {
  const drop = 'alter table forewarn.branches drop column name;';
  expect(breakingStatements(readMigration('0099-x.sql', drop))).toHaveLength(1);
  expect(breakingStatements(readMigration('0099-x.sql', `-- works before: nobody reads it since 0098\n${drop}`))).toEqual([]);
  expect(readMigration('0099-x.sql', `-- breaks older: it is read\n${drop}`).breaksOlder).toBe(true);
  expect(readMigration('0099-x.sql', drop).breaksOlder).toBe(false);
});

test('among the migrations of the first release it sees those that would have broken a program of before', async () => {
  const seen = (await knownMigrations()).filter(({ number, sql }) => number < EXPAND_ONLY_FROM && statementsThatMayBreak(sql).length > 0);
  const numbers = seen.map(({ number }) => number);
  for (const broke of [5, 15, 35, 36]) expect(numbers).toContain(broke);
  for (const added of [12, 24, 34, 39, 40, 41]) expect(numbers).not.toContain(added);
});
