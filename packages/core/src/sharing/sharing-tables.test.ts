import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sharingTables, type Cell } from './sharing-tables.ts';
import { TLP_LABELS } from './tlp.ts';

const SIGN: Readonly<Record<Cell, string>> = { yes: 'yes', 'notice-only': 'notice', no: 'no' };

function markdown(): string {
  return sharingTables('en')
    .map(({ title, rows }) =>
      [
        `### ${title}`,
        '',
        `| | ${TLP_LABELS.join(' | ')} |`,
        `|---|${TLP_LABELS.map(() => '---').join('|')}|`,
        ...rows.map(({ name, cells }) => `| ${name} | ${cells.map((cell) => SIGN[cell]).join(' | ')} |`),
      ].join('\n'),
    )
    .join('\n\n');
}

test('the tables in docs/operating/sharing.md are those that the rule computes', () => {
  const page = readFileSync(new URL('../../../../docs/operating/sharing.md', import.meta.url), 'utf8');
  expect(page).toContain(markdown());
});

test('in Dutch customers are never called "cliënten", who are patients', () => {
  expect(JSON.stringify(sharingTables('nl'))).not.toMatch(/cli[eë]nt/i);
  expect(sharingTables('nl').map(({ rows }) => rows.length)).toEqual(sharingTables('en').map(({ rows }) => rows.length));
});
