import { expect, test } from 'vitest';
import { ROWS_MAX } from '../../basics/csv.ts';
import type { Read } from '../../basics/read.ts';
import { COMPONENTS_MAX, readCycloneDx } from './cyclonedx.ts';
import { readItemsJson } from './items-json.ts';
import { readRelations } from './relations.ts';
import { readSpdx } from './spdx.ts';
import { readInventory } from './registry.ts';
import { readSheets, SHEET_ROWS_MAX } from './workbook.ts';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ line: at + 1, cells: [at === 0 ? 'product' : `Product ${at}`] }));
const repeated = <Value>(count: number, value: Value): readonly Value[] => Array.from({ length: count }, () => value);

test.each<[string, (count: number) => Read<unknown>, number, string]>([
  ['a table', (count) => readInventory(Buffer.from(`product\n${'HiX\n'.repeat(count)}`), 'lijst.csv'), ROWS_MAX, ''],
  ['a table with quotes', (count) => readInventory(Buffer.from(`"product"\n${'HiX\n'.repeat(count)}`), 'lijst.csv'), ROWS_MAX, ''],
  [
    'a table with empty lines',
    (count) => readInventory(Buffer.from(`product\n${'HiX\n\n'.repeat(count / 2 + 10)}`), 'lijst.csv'),
    ROWS_MAX,
    '',
  ],
  ['a sheet of a workbook', (count) => readSheets([{ name: 'ICT', rows: rowsOf(count) }]), SHEET_ROWS_MAX, 'sheet "ICT"'],
  [
    'a sheet of which the first rows are empty',
    (count) => readSheets([{ name: 'ICT', rows: rowsOf(count - 100), isCut: true }]),
    SHEET_ROWS_MAX,
    'sheet "ICT"',
  ],
  ['a list of items', (count) => readItemsJson({ items: repeated(count, { product: 'HiX' }) }), ROWS_MAX, '/items'],
  [
    'a CycloneDX document',
    (count) =>
      readCycloneDx({ bomFormat: 'CycloneDX', specVersion: '1.6', components: repeated(count, { type: 'application', name: 'HiX' }) }),
    COMPONENTS_MAX,
    '/components',
  ],
  [
    'an SPDX document',
    (count) => readSpdx({ spdxVersion: 'SPDX-2.3', packages: repeated(count, { name: 'HiX', SPDXID: 'SPDXRef-1' }) }),
    COMPONENTS_MAX,
    '/packages',
  ],
  ['a table of relations', (count) => readRelations(`leverancier\n${'ChipSoft\n'.repeat(count)}`), ROWS_MAX, ''],
  [
    'a list of relations',
    (count) => readRelations(JSON.stringify({ relations: repeated(count, { supplier: 'ChipSoft' }) })),
    ROWS_MAX,
    '/relations',
  ],
])('%s with more lines than are read is refused whole, and says how many are read', (_, readMany, most, at) => {
  const reading = readMany(most + 1);
  expect(reading.kind).toBe('unreadable');
  expect(reading.problems).toEqual([expect.objectContaining({ code: 'too-many-lines', at, facts: { most } })]);
});
