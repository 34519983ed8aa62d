import { expect, test } from 'vitest';
import { INSTITUTION_FIELDS } from '@forewarn/core/institutions/formats/institutions-table.ts';
import { readSheet } from './read-sheet.ts';

const MOST = 300_000;
const linesOf = (count: number) => new TextEncoder().encode(`instelling;sector\n${'Praktijk Olmgracht;ggz-small\n'.repeat(count)}`);

test('a list with more lines than are read is refused whole, and it is said how many are read', async () => {
  const reading = await readSheet(linesOf(MOST + 100), INSTITUTION_FIELDS);
  expect(reading).toMatchObject({ kind: 'unreadable', problems: [{ code: 'too-many-lines', facts: { most: MOST } }] });
});

test('a list of the most lines that are read is read to its end', async () => {
  const reading = await readSheet(linesOf(MOST), INSTITUTION_FIELDS);
  expect(reading.kind === 'read' && reading.value.lines).toHaveLength(MOST);
});

test('a long table without a column that names the institution is told as that: to send it in parts would not help', async () => {
  const reading = await readSheet(new TextEncoder().encode('product\n'.repeat(MOST + 100)), INSTITUTION_FIELDS);
  expect(reading).toMatchObject({ kind: 'unreadable', problems: [{ code: 'name-column-missing' }] });
});
