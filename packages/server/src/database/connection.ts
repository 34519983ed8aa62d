import pg from 'pg';
import { instantOf } from '@forewarn/core/basics/instant.ts';

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/**
 * How values come back from PostgreSQL: `int8` and `numeric` as numbers (ours stay far below 2^53), `timestamptz` as an Instant,
 * `date` as its text. Everything else as pg does it.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === INT8 || oid === NUMERIC) return Number;
      if (oid === DATE) return (text: string) => text;
      if (oid === TIMESTAMPTZ) return (text: string) => instantOf(Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')));
    }
    return pg.types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** Settings of every connection, whoever opens it: value types and a name that an administrator can see in pg_stat_activity. */
export function withOurTypes<Connection extends pg.PoolConfig>(connection: Connection): Connection {
  return { application_name: 'forewarn', ...connection, types };
}
