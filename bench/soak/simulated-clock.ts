import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/**
 * A clock that a bench sets forward, for a database and for each Forewarn on it. A jump moves both by the same; between two jumps time goes by as
 * it does, so leases, mail servers and retries meet real seconds. The product knows nothing of it.
 */
export type SimulatedClock = {
  /** For NODE_OPTIONS and the environment of each process. */
  readonly settings: Readonly<Record<string, string>>;
  /** Sets it forward to this instant (ms since 1970); never back. */
  readonly moveTo: (atMs: number) => Promise<void>;
  readonly nowMs: () => number;
};

/** Loaded before Forewarn by `--import`: what a process counts time by (`performance.now`) is as far on as the file says, looked at each time. */
const MODULE = `
import { readFileSync } from 'node:fs';

const real = performance.now.bind(performance);
const place = process.env['SOAK_CLOCK'];
Object.defineProperty(performance, 'now', { value: () => real() + Number(readFileSync(place, 'utf8')) });
`;

/** In front of PostgreSQL's own functions in every session of this database, before the first table is made: defaults and the queue take them too. */
const IN_DATABASE = `
create schema soak;
create table soak.clock (shift interval not null);
insert into soak.clock values (interval '0');
create function soak.now() returns timestamptz language plpgsql stable as
  $$ begin return pg_catalog.now() + (select shift from soak.clock); end $$;
create function soak.clock_timestamp() returns timestamptz language plpgsql volatile as
  $$ begin return pg_catalog.clock_timestamp() + (select shift from soak.clock); end $$;
grant usage on schema soak to public;
grant select on soak.clock to public;
`;

/** On a database that holds nothing yet. `folder`: where the processes find how far on it is. */
export async function simulatedClock(pool: pg.Pool, folder: string): Promise<SimulatedClock> {
  const place = join(folder, 'soak-clock');
  let shiftMs = 0;
  const write = () => {
    writeFileSync(`${place}.new`, String(shiftMs));
    renameSync(`${place}.new`, place);
  };
  write();
  await pool.query(IN_DATABASE);
  const name = (await pool.query('select current_database() as name')).rows[0]?.name;
  await pool.query(`alter database "${name}" set search_path = soak, public, pg_catalog`);
  return {
    settings: { SOAK_CLOCK: place, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(MODULE)}` },
    nowMs: () => Date.now() + shiftMs,
    moveTo: async (atMs) => {
      shiftMs = Math.max(shiftMs, atMs - Date.now());
      write();
      await pool.query(`update soak.clock set shift = $1 * interval '1 millisecond'`, [shiftMs]);
    },
  };
}
