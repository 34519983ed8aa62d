import { lineAt, type Repository, type RepositoryFile, type Violation } from './repository.ts';

const FOLDER = 'packages/server/src/database/migrations/';

/** Migrations are numbered without gaps and say what they are for; every table that one makes has row policies from that day. */
export function checkMigrations({ files }: Repository): readonly Violation[] {
  const migrations = files.filter(({ path }) => path.startsWith(FOLDER)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return [...numbers(migrations), ...migrations.flatMap((file) => [...uncommented(file), ...unguarded(file)])];
}

function numbers(migrations: readonly RepositoryFile[]): readonly Violation[] {
  return migrations.flatMap(({ path }, place) => {
    const expected = String(place + 1).padStart(4, '0');
    if (new RegExp(`^${expected}-[a-z0-9-]+\\.sql$`).test(path.slice(FOLDER.length))) return [];
    return [
      {
        path,
        what: `it should have the number ${expected}.`,
        instead: 'Migrations are NNNN-words.sql, numbered without gaps; one that has run anywhere is never changed.',
      },
    ];
  });
}

function uncommented({ path, text }: RepositoryFile): readonly Violation[] {
  if (/^-- \d{4} · /.test(text)) return [];
  return [{ path, line: 1, what: 'it does not begin by saying what it is for.', instead: 'Begin with "-- NNNN · What changes, and why."' }];
}

/** A table is guarded by its own `alter table`, or by a loop further down in its migration: over all tables, or over a list that names it. */
function unguarded({ path, text }: RepositoryFile): readonly Violation[] {
  return [...text.matchAll(/^create (?:unlogged )?table (?:if not exists )?forewarn\.([a-z_]+)/gim)].flatMap(({ 1: table = '', index }) => {
    const own = new RegExp(`alter table (?:only )?forewarn\\.${table}\\s+enable row level security`, 'i');
    if (own.test(text) || loopsAfter(text, index).some((over) => /\bfrom pg_tables\b/.test(over) || over.includes(`'${table}'`))) return [];
    return [
      {
        path,
        line: lineAt(text, index),
        what: `the table ${table} has no row-level security.`,
        instead: `alter table forewarn.${table} enable row level security, and give it policies and grants as in 0001.`,
      },
    ];
  });
}

/** What the loops that close tables go over, after a place. */
function loopsAfter(text: string, from: number): readonly string[] {
  return [...text.slice(from).matchAll(/\bfor(?:each)?\s([^;]*?)\sloop\s[^;]*%I enable row level security/gi)].map(
    ({ 1: over = '' }) => over,
  );
}
