import fc from 'fast-check';
import { expect, test } from 'vitest';
import { URGENCIES } from '../deliveries/urgency.ts';
import { ANSWERS } from './acknowledgement.ts';
import { at } from './example-warning.test-support.ts';
import { isRelevant, proposeWishes, relevanceOf, weekOf, type JudgedWarning } from './relevance.ts';

const told = (more: Partial<JudgedWarning> = {}): JudgedWarning => ({
  toldAt: at('2026-11-23T09:00:00Z'),
  urgency: 'this-week',
  products: ['Meridiaan EPD'],
  votes: [],
  ...more,
});

test.each<[string, Partial<JudgedWarning>, boolean | undefined]>([
  ['of which nobody said anything is not judged', {}, undefined],
  ['that does not apply is not relevant', { answer: 'not-affected' }, false],
  ['on which something is done is', { answer: 'working' }, true],
  ['of which nobody knows yet is not judged', { answer: 'dont-know' }, undefined],
  ['that was of use is relevant though it did not apply', { answer: 'not-affected', votes: [true] }, true],
  ['that was of no use is not, though it was fixed', { answer: 'fixed', votes: [false] }, false],
  ['on which two disagree is as it was answered', { answer: 'fixed', votes: [true, false] }, true],
])('a warning %s', (_, change, verdict) => {
  expect(isRelevant(told(change))).toBe(verdict);
});

test('the figure of a week counts what was judged alone, and says what was missed', () => {
  const week = [
    told({ answer: 'fixed', answeredAt: at('2026-11-23T11:00:00Z') }),
    told({ answer: 'not-affected', answeredAt: at('2026-11-23T10:00:00Z') }),
    told({ votes: [true] }),
    told(),
  ];
  expect(relevanceOf(week, 1)).toEqual({ told: 4, judged: 3, relevant: 2, sharePercent: 67, missed: 1, medianHours: 1 });
  expect(relevanceOf([], 0)).toEqual({ told: 0, judged: 0, relevant: 0, missed: 0 });
});

test('a week begins on Monday at midnight in the Netherlands', () => {
  expect(weekOf(at('2026-11-22T22:59:00Z'))).toBe('2026-11-16');
  expect(weekOf(at('2026-11-22T23:00:00Z'))).toBe('2026-11-23');
});

test('who says three times not to use a product is asked about the line, and not after one of use', () => {
  const three = [told({ answer: 'not-affected' }), told({ answer: 'not-affected' }), told({ answer: 'not-affected' })];
  expect(proposeWishes(three, 'this-week')).toEqual([{ kind: 'not-used', product: 'Meridiaan EPD', told: 3 }]);
  expect(proposeWishes([...three, told({ answer: 'fixed' })], 'act-now')).toEqual([]);
  expect(proposeWishes(three.slice(0, 2), 'this-week')).toEqual([]);
});

test('where little of an urgency concerns the reader a higher floor is proposed, never above act now', () => {
  const many = ['A', 'B', 'C', 'D'].map((product) => told({ products: [product], answer: 'not-affected' }));
  expect(proposeWishes(many, 'this-week')).toEqual([{ kind: 'raise-floor', urgency: 'this-week', floor: 'act-now', told: 4, relevant: 0 }]);
  expect(proposeWishes(many, 'act-now')).toEqual([]); // it comes in the bundle already
  expect(
    proposeWishes(
      many.map((one) => ({ ...one, urgency: 'act-now' as const })),
      'for-information',
    ),
  ).toEqual([]);
});

test('whatever was said, relevant is at most judged is at most told, and act now is never proposed away', () => {
  const any = fc.record({
    toldAt: fc.constant(at('2026-11-23T09:00:00Z')),
    urgency: fc.constantFrom(...URGENCIES),
    products: fc.uniqueArray(fc.constantFrom('A', 'B'), { maxLength: 2 }),
    answer: fc.option(fc.constantFrom(...ANSWERS), { nil: undefined }),
    votes: fc.array(fc.boolean(), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), fc.constantFrom(...URGENCIES), (warnings, floor) => {
      const { told: all, judged, relevant } = relevanceOf(warnings, 0);
      expect(relevant <= judged && judged <= all).toBe(true);
      for (const proposal of proposeWishes(warnings, floor))
        if (proposal.kind === 'raise-floor') expect(proposal.urgency).not.toBe('act-now');
    }),
  );
});
