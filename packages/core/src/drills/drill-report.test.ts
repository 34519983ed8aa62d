import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import type { Instant } from '../basics/instant.ts';
import { drillReport, type DrillLine } from './drill-report.ts';

const RELEASED = '2026-11-25T10:00:00.000Z' as Instant;
const after = (minutes: number) => new Date(Date.parse(RELEASED) + minutes * 60_000).toISOString() as Instant;
const line = (name: string, more: Partial<DrillLine> = {}): DrillLine => ({
  institutionId: idOf<'Institution'>(name),
  name,
  sector: 'ggz',
  isUnreachable: false,
  calls: 0,
  deliveries: [],
  ...more,
});

test('who was told, who answered, how fast, and who is left', () => {
  const report = drillReport(
    [
      line('Rietmark', { toldAt: after(0.5), readAt: after(4), answeredAt: after(12), answer: 'fixed' }),
      line('Wilgenrak', { toldAt: after(1), answeredAt: after(40), answer: 'fixed', calls: 1 }),
      line('Lindemark', { sector: 'hospital', toldAt: after(2) }),
      line('Elzenbocht', { isUnreachable: true }),
    ],
    RELEASED,
  );
  expect(report).toMatchObject({
    participants: 4,
    told: { count: 3, medianMinutes: 1, slowestMinutes: 2 },
    read: { count: 1, medianMinutes: 4 },
    answered: { count: 2, percent: 50, medianMinutes: 12, slowestMinutes: 40 },
    called: 1,
    sectors: [
      { sector: 'ggz', participants: 3, answered: 2 },
      { sector: 'hospital', participants: 1, answered: 0 },
    ],
  });
  expect(report.answeredWithin.map(({ minutes, count }) => [minutes, count])).toEqual([
    [15, 1],
    [30, 1],
    [60, 2],
    [120, 2],
  ]);
  expect(report.unreachable.map(({ name }) => name)).toEqual(['Elzenbocht']);
  expect(report.silent.map(({ name }) => name)).toEqual(['Lindemark']);
});

test('each way out stands with what came of it, the most used first', () => {
  const delivery = (channel: string, state: 'sent' | 'failed' | 'planned') => ({ channel, state, plannedAt: RELEASED });
  const { channels } = drillReport(
    [
      line('a', { deliveries: [delivery('sms', 'failed'), delivery('email', 'sent')] }),
      line('b', { deliveries: [delivery('email', 'planned')] }),
    ],
    RELEASED,
  );
  expect(channels).toEqual([
    { channel: 'email', planned: 2, sent: 1, failed: 0 },
    { channel: 'sms', planned: 1, sent: 0, failed: 1 },
  ]);
});

test('before the release there is nothing to tell but who takes part', () => {
  expect(drillReport([line('a')], undefined)).toMatchObject({ participants: 1, told: { count: 0 }, answered: { count: 0, percent: 0 } });
  expect(drillReport([], undefined)).toMatchObject({ participants: 0, answered: { percent: 0 } });
});

test('everybody is answered, silent or unreachable, once', () => {
  const any = fc.record({ isUnreachable: fc.boolean(), minutes: fc.option(fc.nat(300), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (institutions) => {
      const lines = institutions.map(({ isUnreachable, minutes }, place) =>
        line(`i${place}`, minutes === undefined ? { isUnreachable } : { answeredAt: after(minutes), toldAt: RELEASED }),
      );
      const report = drillReport(lines, RELEASED);
      expect(report.answered.count + report.silent.length + report.unreachable.length).toBe(lines.length);
    }),
  );
});
