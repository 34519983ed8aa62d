import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import { actionText } from '../warnings/action-text.ts';
import { exampleEvidence } from './example-match.test-support.ts';
import { CERTAINTIES } from './match.ts';
import { isOld, weakenOld } from './weaken-old.ts';

const at = (text: string) => readInstant(text) as Instant;
const NOW = at('2026-11-25T09:00:00Z');

test('a line that was looked at within 12 months is as sure as it was', () => {
  const reason = { certainty: 'certain' as const, evidence: [exampleEvidence()] };
  expect(weakenOld(reason, at('2025-11-25T09:00:00Z'), NOW)).toBe(reason);
  expect(weakenOld(reason, undefined, NOW)).toBe(reason);
});

test('a line that is older is one step less sure, says since when, and is never hidden', () => {
  const old = at('2025-11-25T08:59:59Z');
  const after = CERTAINTIES.map((certainty) => weakenOld({ certainty, evidence: [exampleEvidence()] }, old, NOW));
  expect(after.map(({ certainty }) => certainty)).toEqual(['likely', 'possible', 'possible', 'for-information']);
  expect(after[0]?.evidence[0]).toMatchObject({ oldSince: old });
});

test('29 February is old a year and a day later', () => {
  expect(isOld(at('2024-02-29T12:00:00Z'), at('2025-02-28T12:00:00Z'))).toBe(false);
  expect(isOld(at('2024-02-29T12:00:00Z'), at('2025-03-01T12:00:01Z'))).toBe(true);
});

test('nobody is asked again because a year went by', () => {
  const reason = {
    reason: 'product-version' as const,
    certainty: 'certain' as const,
    product: 'Meridiaan EPD',
    evidence: [exampleEvidence()],
    remediations: [{ category: 'vendor_fix', details: 'Werk bij.', productIds: [] }],
  };
  const texts = { nl: { title: 'Lek', summary: 'Lek.', actions: [] } };
  const asked = (reasons: readonly (typeof reason)[]) => actionText({ version: { texts }, urgency: 'act-now', reasons });
  expect(asked([weakenOld(reason, at('2024-01-01T00:00:00Z'), NOW)])).toBe(asked([reason]));
});
