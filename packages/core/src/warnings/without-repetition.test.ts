import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Concerned, ConcernedReason } from '../matching/concerned.ts';
import { withoutRepetition } from './without-repetition.ts';

const FORMATS = new Map([
  ['publisher', 'csaf'],
  ['program', 'cve'],
] as const);
const reason = (advisory: string, details: string, key = 'epd'): ConcernedReason => ({
  reason: 'product-version',
  certainty: 'certain',
  product: 'Meridiaan EPD',
  item: { inventory: 'inventory', key, exposure: 'unknown' },
  advisoryId: idOf<'Advisory'>(advisory),
  evidence: [],
  remediations: details === '' ? [] : [{ category: 'vendor_fix', details, productIds: [] }],
});
const adviceOf = (...reasons: readonly ConcernedReason[]) => {
  const concerned: readonly Concerned[] = [{ institutionId: idOf<'Institution'>('i'), reasons }];
  return withoutRepetition(concerned, FORMATS)[0]?.reasons.map(({ remediations }) => remediations.map(({ details }) => details).join());
};

test('what a record advises for a line that its publisher advises for already is left out, and the reason stays', () => {
  expect(adviceOf(reason('program', 'Update'), reason('publisher', 'Werk bij'))).toEqual(['', 'Werk bij']);
});

test('for another line, or where the publisher advises nothing, it counts', () => {
  expect(adviceOf(reason('program', 'Update', 'ander'), reason('publisher', 'Werk bij'))).toEqual(['Update', 'Werk bij']);
  expect(adviceOf(reason('program', 'Update'), reason('publisher', ''))).toEqual(['Update', '']);
});

test('two advisories of one kind both count', () => {
  expect(adviceOf(reason('publisher', 'Werk bij'), reason('publisher', 'Zet uit'))).toEqual(['Werk bij', 'Zet uit']);
});
