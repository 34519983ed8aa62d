/** Texts that were chosen for what they do to programs: to SQL, HTML, headers, paths, templates, encodings, numbers and dates. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'voor\u0000na',
  '\ud800',
  'half \udfff teken',
  '\u202egnp.exe',
  '\u200b\u200d\ufeff',
  '\r\nset-cookie: x=y\r\n\r\n<script>',
  '\n',
  "'; drop table forewarn.institutions; --",
  "' or '1'='1",
  '"><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '{{7*7}}${7*7}<%= 7*7 %>#{7*7}',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd\u0000.csv',
  '%00%0d%0a%2e%2e%2f',
  "=cmd|'/C calc'!A0",
  '@SUM(1+1)*cmd',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'true',
  'null',
  'NaN',
  '-1',
  '0',
  '1e309',
  '2147483648',
  '-2147483649',
  '9223372036854775808',
  '99999999999999999999999999',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  '00000000-0000-0000-0000-00000000000g',
  '{00000000-0000-4000-8000-000000000000}',
  '2026-13-45T99:99:99Z',
  '0000-00-00T00:00:00Z',
  '2026-11-23T23:59:60Z',
  '9999-12-31T23:59:59.999999999999Z',
  '+294277-01-01T00:00:00Z',
  'infinity',
  'a'.repeat(5_000),
  '('.repeat(2_000),
  '\\'.repeat(500),
  'é'.normalize('NFD').repeat(300),
  '💥'.repeat(300),
];

/** What is no text where one is expected. */
export const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  2 ** 31,
  [],
  {},
  [[[[]]]],
  { toString: 'x', valueOf: 1 },
  { length: 1e9 },
  [null],
  ['a', 'b'],
];

/** Those that have once broken something here: tried on everything. */
const ALWAYS = [
  'voor\u0000na',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  '1e309',
  '2147483648',
  '__proto__',
  '0000-00-00T00:00:00Z',
];

/** For one place every one of the texts that once broke something and a fifth of the others: another fifth for the next place. */
export function textsFor(place: number, among: readonly string[] = HOSTILE_TEXTS): readonly string[] {
  return among.filter((text, at) => ALWAYS.includes(text) || (at + place) % 5 === 0);
}

/** What an outsider must never read: places in our program, words of the database, of Node, of a library. A new token may hold any four letters within it. */
export const OUR_INSIDES =
  /\bat (?:async )?[\w.<>]+ \(|\.ts:\d|node_modules|node:internal|\/packages\/|syntax error|invalid input syntax|relation "|column "|violates|duplicate key|violate|\bpg_|kysely|fastify|SELECT |ECONN|undefined is not|Cannot read|is not a function|Unexpected token|JSON at position|byte sequence|out of range for type/i;
