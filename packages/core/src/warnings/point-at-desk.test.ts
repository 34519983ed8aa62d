import { expect, test } from 'vitest';
import { exampleMemberMatter } from './example-member-matter.test-support.ts';
import { at, exampleReason } from './example-warning.test-support.ts';
import { listOpenPoints } from './list-open-points.ts';
import { pointAtDesk } from './point-at-desk.ts';

const NOW = at('2026-11-23T17:00:00Z');
const matter = exampleMemberMatter(
  {},
  {
    reasons: [exampleReason({ item: { inventory: 'ict', key: 'epd', exposure: 'internal' } })],
  },
);
const [point] = listOpenPoints({ matters: [matter], language: 'nl' }, NOW);
const warningId = point?.warningId ?? '';
const stands = (...sent: Parameters<typeof pointAtDesk>[1]) => (point === undefined ? 'no point' : pointAtDesk(point, sent));

test('a point stands at the desk as its own line does, else as the whole warning', () => {
  const whole = { warningId, closed: false, checkedAt: NOW, incidentNumber: 'I 1' };
  const own = { ...whole, itemKey: 'epd', incidentNumber: 'I 2', status: 'In behandeling' };
  expect(stands(whole, own)).toEqual({ kind: 'open', number: 'I 2', status: 'In behandeling', checkedAt: NOW });
  expect(stands(whole)).toMatchObject({ kind: 'open', number: 'I 1' });
});

test('what was sent of another line or warning says nothing of it', () => {
  expect(stands({ warningId, itemKey: 'firewall', closed: false })).toBeUndefined();
  expect(stands({ warningId: '0198f2a4-7c11-7abc-8def-000000000009', closed: true })).toBeUndefined();
});

test('what the desk did not take yet waits, and what it is done with is closed', () => {
  expect(stands({ warningId, closed: false })).toEqual({ kind: 'waiting' });
  expect(stands({ warningId, closed: true, checkedAt: NOW, status: 'Gereed' })).toEqual({
    kind: 'closed',
    status: 'Gereed',
    checkedAt: NOW,
  });
});
