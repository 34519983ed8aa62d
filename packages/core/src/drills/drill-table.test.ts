import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import type { DrillLine } from './drill-report.ts';
import { drillTable } from './drill-table.ts';

const LINE: DrillLine = {
  institutionId: idOf<'Institution'>('i'),
  name: 'Wilgenrak',
  sector: 'ggz',
  isUnreachable: false,
  toldAt: '2026-11-25T10:00:30.000Z' as Instant,
  answeredAt: '2026-11-25T10:12:00.000Z' as Instant,
  answer: 'fixed',
  calls: 1,
  deliveries: [],
};

test('a row for each institution, by name, in the words of the reader', () => {
  const rows = drillTable(
    [LINE, { ...LINE, name: 'Elzenbocht', isUnreachable: true, toldAt: undefined, answeredAt: undefined, answer: undefined }],
    'nl',
  )
    .replace('\ufeff', '')
    .trim()
    .split('\r\n');
  expect(rows).toHaveLength(3);
  expect(rows[1]).toContain('Elzenbocht');
  expect(rows[1]).toMatch(/ja$/);
  expect(rows[2]).toContain('opgelost');
  expect(drillTable([LINE], 'en')).toContain('fixed');
});

test('a name that a spreadsheet would calculate stays text', () => {
  expect(drillTable([{ ...LINE, name: '=1+1' }], 'nl')).not.toMatch(/(^|\n)=1/);
});
