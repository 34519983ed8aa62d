/** Why a statement of a migration may break a Forewarn of before that migration, which reads and writes as it always did. */
const RULES: readonly { readonly because: string; readonly breaks: (statement: string, made: ReadonlySet<string>) => boolean }[] = [
  rule(
    'takes something away',
    /\bdrop (table|column|view|materialized view|function|procedure|aggregate|type|domain|schema|sequence|policy|trigger|default)\b/,
  ),
  rule('renames', /\brename\b/),
  rule('changes a type', /\balter (column )?\S+ (set data )?type\b/),
  rule('asks for a value that was not asked for', /\bset not null\b/),
  rule('makes a row policy that narrows', /\bcreate policy\b.* as restrictive\b/),
  rule('takes a right away', /\brevoke\b.*\bfrom\b.*\bforewarn_app\b/),
  rule('takes rows away', /^(truncate|delete from)\b/),
  {
    because: 'asks for a value that was not asked for',
    breaks: (statement, made) =>
      !isOf(statement, made) &&
      additionsOf(statement).some((column) => /\bnot null\b/.test(column) && !/\b(default|generated)\b/.test(column)),
  },
  {
    because: 'refuses rows that were taken',
    breaks: (statement, made) =>
      !isOf(statement, made) &&
      (/^alter table\b.*\badd (constraint\b|check\b|unique\b|primary key\b|foreign key\b|exclude\b)/.test(statement) ||
        /^create unique index\b/.test(statement) ||
        /^create (constraint )?trigger\b/.test(statement)),
  },
];

/** A line in the file: somebody looked, and this is why the statements of it break nothing. */
const LOOKED_AT = /^-- works before: \S/m;

/**
 * What of a migration may break programs that do not know it, in words; empty where nothing does, where the file says that it breaks them (they
 * then refuse to start on it), or where it says why it does not.
 */
export function breakingStatements(migration: { readonly sql: string; readonly breaksOlder: boolean }): readonly string[] {
  if (migration.breaksOlder || LOOKED_AT.test(migration.sql)) return [];
  return statementsThatMayBreak(migration.sql);
}

export function statementsThatMayBreak(sql: string): readonly string[] {
  const statements = statementsOf(sql);
  const made = new Set(statements.flatMap((statement) => /^create table (?:if not exists )?(\S+)/.exec(statement)?.[1] ?? []));
  return statements.flatMap((statement) =>
    RULES.filter(({ breaks }) => breaks(statement, made)).map(({ because }) => `${because}: ${statement.slice(0, 100)}`),
  );
}

function rule(because: string, pattern: RegExp) {
  return { because, breaks: (statement: string) => pattern.test(statement) };
}

/** Each on one line, in lower case, without comments. What a function does inside is its own affair; what a `do` block does is done now. */
function statementsOf(sql: string): readonly string[] {
  const bodies: string[] = [];
  const plain = sql
    .replaceAll(/'(?:[^']|'')*'/g, (text) => (text.includes('--') || text.includes(';') ? "'…'" : text))
    .replaceAll(/--[^\n]*/g, '')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(\bdo\s+)?(\$\w*\$)([\s\S]*?)\2/gi, (_, isDo: string | undefined, __, body: string) => {
      if (isDo !== undefined) bodies.push(body);
      return ' body ';
    });
  return [plain, ...bodies]
    .flatMap((text) => text.split(';'))
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim().toLowerCase())
    .filter((statement) => statement !== '');
}

/** Whether it is about a table that the same file makes. */
function isOf(statement: string, made: ReadonlySet<string>): boolean {
  const table = /^alter table (?:only )?(?:if exists )?(\S+)/.exec(statement)?.[1] ?? /\bon (?:only )?([\w.]+)/.exec(statement)?.[1];
  return table !== undefined && made.has(table);
}

/** The columns that an `alter table` adds, each with all that is said of it. */
function additionsOf(statement: string): readonly string[] {
  if (!/^(execute format\('?)?alter table\b/.test(statement)) return [];
  return statement.split(/,? ?\badd (?:column )?(?!constraint|check|unique|primary|foreign|exclude)/).slice(1);
}
