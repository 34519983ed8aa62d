import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { decideApplicability, type SilentLine } from './applicability.ts';
import type { ConcernedReason } from './concerned.ts';
import { exampleEvidence } from './example-match.test-support.ts';

const NOW = readInstant('2026-11-25T09:00:00Z') as Instant;
const RECENT = { newestCheckedAt: readInstant('2026-10-01T00:00:00Z') as Instant };
const OLD = { newestCheckedAt: readInstant('2025-10-01T00:00:00Z') as Instant };

const line = (because: SilentLine['because']): SilentLine => ({ inventory: 'ict', key: because, because, evidence: [exampleEvidence()] });
const reason = (certainty: ConcernedReason['certainty']): ConcernedReason => ({
  reason: 'product-version',
  certainty,
  evidence: [exampleEvidence({ itemSays: certainty })],
  remediations: [],
});

test('one line that is concerned concerns the institution, as surely as the surest', () => {
  expect(decideApplicability({ reasons: [reason('possible'), reason('likely')], silent: [line('fixed')] }, RECENT, NOW)).toMatchObject({
    kind: 'concerned',
    certainty: 'likely',
    silent: [{ because: 'fixed' }],
  });
  // An old inventory can concern; it can't be silent.
  expect(decideApplicability({ reasons: [reason('possible')], silent: [] }, OLD, NOW)).toMatchObject({ kind: 'concerned' });
});

test('which kind of not: not in the inventory, not that version, fixed, or its supplier says so', () => {
  const because = (...silent: SilentLine[]) => decideApplicability({ reasons: [], silent }, RECENT, NOW);
  expect(because()).toMatchObject({ kind: 'not-concerned', because: 'not-in-inventory' });
  expect(because(line('version-not-affected'))).toMatchObject({ because: 'version-not-affected' });
  expect(because(line('version-not-affected'), line('supplier-says-not-affected'))).toMatchObject({
    because: 'supplier-says-not-affected',
  });
  expect(because(line('supplier-says-not-affected'), line('fixed'))).toMatchObject({ because: 'fixed' });
});

test('without an inventory, or with an old one alone, it is not known', () => {
  expect(decideApplicability({ reasons: [], silent: [] }, {}, NOW)).toMatchObject({ kind: 'not-known', because: 'no-inventory' });
  expect(decideApplicability({ reasons: [], silent: [line('fixed')] }, OLD, NOW)).toMatchObject({
    kind: 'not-known',
    because: 'inventory-old',
  });
});
