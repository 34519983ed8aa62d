import { expect, test } from 'vitest';
import { checkMigrations } from './check-migrations.ts';
import { repositoryOf } from './repository.ts';

function found(texts: Readonly<Record<string, string>>): readonly string[] {
  const paths = Object.entries(texts).map(([name, text]) => [`packages/server/src/database/migrations/${name}`, text]);
  return checkMigrations(repositoryOf(Object.fromEntries(paths))).map(({ what }) => what);
}

const GUARDED = '-- 0001 · A.\ncreate table forewarn.drills (id uuid);\nalter table forewarn.drills enable row level security;\n';

test('a table without row-level security is found', () => {
  expect(found({ '0001-a.sql': '-- 0001 · A.\ncreate table forewarn.drills (id uuid);\n' })).toEqual([
    'the table drills has no row-level security.',
  ]);
  expect(found({ '0001-a.sql': GUARDED })).toEqual([]);
});

test('a loop guards the tables that it names and no other', () => {
  const loop = "foreach t in array array['drills'] loop execute format('alter table forewarn.%I enable row level security', t); end loop;";
  expect(
    found({ '0001-a.sql': `-- 0001 · A.\ncreate table forewarn.drills (id uuid);\ncreate table forewarn.bells (id uuid);\n${loop}` }),
  ).toEqual(['the table bells has no row-level security.']);
});

test('a gap in the numbers and a file that does not say what it is for are found', () => {
  expect(found({ '0001-a.sql': GUARDED, '0003-b.sql': '-- 0003 · B.\n' })).toEqual(['it should have the number 0002.']);
  expect(found({ '0001-a.sql': 'select 1;' })).toEqual(['it does not begin by saying what it is for.']);
});
