import type pg from 'pg';

/** One side of the world: every row of it holds its mark, in its ids and in its texts. */
export type Side = Readonly<Record<'mark' | 'institution' | 'contact' | 'warning' | 'account' | 'provider' | 'branch', string>>;

const side = (mark: string): Side => ({
  mark,
  institution: idOf(mark, 'institutions', 0),
  contact: idOf(mark, 'contacts', 0),
  warning: idOf(mark, 'warnings', 0),
  account: idOf(mark, 'accounts', 0),
  provider: idOf(mark, 'providers', 2), // that whose consent is not withdrawn
  branch: idOf(mark, 'branches', 0),
});
export const MINE = side('aaaaaaaa');
export const THEIRS = side('bbbbbbbb');
/** Of a third institution, or of none. */
export const HIDDEN = side('cccccccc');

/** Providers whose consent of my side is live, by what it is for (the rows that are neither withdrawn nor suspended: each third). */
export const CONSENTED = { all: 2, read: 5, answer: 8, inventory: 11 } as const;
export const providerFor = (scope: keyof typeof CONSENTED): string => idOf(MINE.mark, 'providers', CONSENTED[scope]);

export type FilledTable = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Columns that hold the id of a row elsewhere, with the table of that row. */
  readonly references: readonly { readonly column: string; readonly parent: string; readonly key: string }[];
  /** Digest of the rows that are not mine. */
  readonly notMine: string;
};

/** So many that every value of every closed list comes by, in most of its combinations with the others. */
const ROWS_OF_A_SIDE = 20;
const LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];

type Column = {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly generated: boolean;
};
type Catalogue = {
  readonly columns: readonly Column[];
  /** `table.column` → the values that a check constraint allows. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** `table.column` → the table whose id it holds. */
  readonly parents: ReadonlyMap<string, string>;
  /** And the column there. */
  readonly keysOfParents: ReadonlyMap<string, string>;
};

/**
 * Fills every table of a database that nobody needs any more, from the catalogue: a new table joins by itself. Constraints between
 * columns are dropped, since which row may be seen is asked here and not which makes sense; foreign keys lead to the same side.
 */
export async function fillEveryTable(pool: pg.Pool): Promise<readonly FilledTable[]> {
  const client = await pool.connect();
  try {
    const catalogue = await readCatalogue(client);
    await dropChecks(client);
    await client.query('set session_replication_role = replica'); // no triggers, no foreign keys
    const tables = [...new Set(catalogue.columns.map(({ table }) => table))];
    for (const table of tables) for (const { mark } of [MINE, THEIRS, HIDDEN]) await fillTable(client, catalogue, table, mark);
    await client.query('set session_replication_role = origin');
    const filled: FilledTable[] = [];
    for (const table of tables) filled.push(await describe(client, catalogue, table));
    return filled;
  } finally {
    client.release();
  }
}

async function readCatalogue(client: pg.PoolClient): Promise<Catalogue> {
  const columns = await client.query(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable, a.attgenerated <> '' as generated
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'forewarn'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations' and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`,
  );
  const checks = await client.query(
    `select c.relname as table, pg_get_constraintdef(k.oid) as text from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'c' and c.relnamespace = 'forewarn'::regnamespace`,
  );
  const values = new Map<string, readonly string[]>();
  for (const { table, text } of checks.rows)
    for (const [, column, list] of String(text).matchAll(/\(?(\w+) = ANY \(ARRAY\[([^\]]*)\]/g)) {
      const found = [...(list ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '');
      const key = `${table}.${column}`;
      if (found.length > (values.get(key)?.length ?? 0)) values.set(key, found);
    }
  const keys = await client.query(
    `select c.relname as table, a.attname as column, p.relname as parent, b.attname as key
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
     where k.contype = 'f' and c.relnamespace = 'forewarn'::regnamespace`,
  );
  const keysOfParents = new Map(keys.rows.map(({ table, column, key }) => [`${table}.${column}`, String(key)]));
  const parents = new Map(keys.rows.map(({ table, column, parent }) => [`${table}.${column}`, String(parent)]));
  return { columns: columns.rows, values, parents, keysOfParents };
}

async function dropChecks(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query(
    `select c.relname as table, k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'c' and c.relnamespace = 'forewarn'::regnamespace`,
  );
  for (const { table, name } of rows) await client.query(`alter table forewarn."${table}" drop constraint "${name}"`);
}

async function fillTable(client: pg.PoolClient, catalogue: Catalogue, table: string, mark: string): Promise<void> {
  const columns = catalogue.columns.filter((column) => column.table === table && !column.generated);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  // One institution a side: it is the side.
  for (let row = 0; row < (table === 'institutions' ? 1 : ROWS_OF_A_SIDE); row += 1) {
    const values = columns.map((column) => valueOf(column, catalogue, mark, row));
    const places = columns.map(({ type }, place) => `$${place + 1}::${type}`).join(', ');
    await client.query(
      `insert into forewarn."${table}" (${names}) overriding system value values (${places}) on conflict do nothing`,
      values,
    );
  }
}

function valueOf({ table, name, type, nullable }: Column, { values, parents }: Catalogue, mark: string, row: number): unknown {
  const parent = parents.get(`${table}.${name}`);
  const isInstitution = name === 'institution_id' || parent === 'institutions';
  if (isInstitution) return nullable && mark === HIDDEN.mark && row % 2 === 1 ? null : idOf(mark, 'institutions', 0);
  if (nullable && row % 3 === 2) return null;
  const allowed = values.get(`${table}.${name}`) ?? (['tlp', 'label'].includes(name) ? LABELS : undefined);
  if (allowed !== undefined && type === 'text') return allowed[row % allowed.length];
  if (table === 'provider_consents' && name === 'scopes') return scopesOf(row);
  // The keys of messages begin with the warning that they are of.
  if (table === 'messages' && name === 'key') return `${idOf(mark, 'warnings', row % 2)}/${row}`;
  if (type.endsWith('[]'))
    return `{${String(valueOf({ table, name, type: type.slice(0, -2), nullable: false, generated: false }, { columns: [], values, parents, keysOfParents: new Map() }, mark, row))}}`;
  switch (type) {
    case 'uuid':
      // A warning has several versions, of which each may have another label.
      return idOf(mark, parent ?? table, table === 'warning_versions' && parent === 'warnings' ? row % 2 : row);
    case 'smallint':
    case 'integer':
    case 'bigint':
      return sideNumber(mark) * 1000 + row;
    case 'numeric':
    case 'real':
    case 'double precision':
      return row / 100;
    case 'boolean':
      return row % 2 === 0;
    case 'date':
      return `20${10 + sideNumber(mark)}-01-${String(row + 1).padStart(2, '0')}`;
    case 'timestamp with time zone':
      return `2026-01-01T00:00:${String(row).padStart(2, '0')}Z`;
    case 'json':
    case 'jsonb':
      return JSON.stringify({ [mark]: row });
    case 'bytea':
      return Buffer.from(`${mark} ${parent ?? table} ${row}`);
    case 'cidr':
    case 'inet':
      return `10.${sideNumber(mark)}.${row}.0/24`;
    default:
      return `${mark} ${name} ${row}`;
  }
}

function scopesOf(row: number): string {
  const [scope = 'all'] = Object.entries(CONSENTED).find(([, place]) => place === row) ?? [];
  return scope === 'all' ? '{read,answer,inventory}' : `{${scope}}`;
}

function sideNumber(mark: string): number {
  return [MINE.mark, THEIRS.mark, HIDDEN.mark].indexOf(mark) + 1;
}

function idOf(mark: string, table: string, row: number): string {
  const code = [...table].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffff, 7);
  return `${mark}-${code.toString(16).padStart(4, '0')}-4000-8000-${String(row).padStart(12, '0')}`;
}

async function describe(client: pg.PoolClient, { columns, parents, keysOfParents }: Catalogue, table: string): Promise<FilledTable> {
  const { rows } = await client.query(
    `select count(*)::int as count, md5(coalesce(string_agg(line, chr(10) order by line) filter (where line not like '%${MINE.mark}%'), '')) as digest
     from (select row_to_json(t)::text as line from forewarn."${table}" t) lines`,
  );
  return {
    table,
    columns: columns.filter((column) => column.table === table && !column.generated).map(({ name }) => name),
    rowCount: rows[0].count,
    references: [...parents].flatMap(([place, parent]) => {
      const [child, column = ''] = place.split('.');
      return child === table ? [{ column, parent, key: keysOfParents.get(place) ?? 'id' }] : [];
    }),
    notMine: rows[0].digest,
  };
}
