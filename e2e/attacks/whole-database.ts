import type { AttackPlace } from './attack-place.ts';

/** Every table there is, so that a new one joins by itself. */
export async function tablesOf(rows: AttackPlace['rows']): Promise<readonly string[]> {
  const found = await rows(`select tablename from pg_tables where schemaname = 'forewarn' and tablename <> 'migrations' order by 1`);
  return found.map(({ tablename }) => String(tablename));
}

/**
 * A digest of each table, of all rows or of those that hold this text: equal before and after, nothing was changed. When a token was last
 * used changes with every request, refused ones too, and is left out.
 */
export async function digestOfTables(rows: AttackPlace['rows'], holding = ''): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const table of await tablesOf(rows)) {
    const [found] = await rows(
      `select count(*) || ' ' || md5(coalesce(string_agg(line, chr(10) order by line), '')) as digest
       from (select (to_jsonb(t) - 'last_used_at')::text as line from forewarn.${table} t) lines where strpos(line, $1) > 0 or $1 = ''`,
      [holding],
    );
    digests[table] = found.digest;
  }
  return digests;
}
