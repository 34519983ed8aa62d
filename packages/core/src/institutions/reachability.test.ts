import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import { CONTACT_ROLES, type Contact } from './contact.ts';
import { confirmEveryDays, isFreshlyConfirmed, reachabilityOf } from './reachability.ts';

const at = (text: string) => readInstant(text) as Instant;
const NOW = at('2026-11-25T12:00:00Z');
const HOSPITAL = { sector: 'hospital', staff: 4_000 } as const;
const PRACTICE = { sector: 'ggz-small', staff: 9 } as const;

const contact = (id: string, more: Partial<Contact> = {}): Contact => ({
  id: idOf<'Contact'>(id),
  institutionId: idOf<'Institution'>('i'),
  name: id,
  role: 'ciso',
  email: `${id}@lindemark.example`,
  language: 'nl',
  order: 1,
  confirmedAt: at('2026-11-01T00:00:00Z'),
  ...more,
});
const duty = contact('piket', { role: '24-7', phone: '000 000 00 00' });

test('somebody at night, a second person, a second door, all confirmed: nothing is missing', () => {
  expect(reachabilityOf(HOSPITAL, [duty, contact('ciso')], NOW)).toEqual({
    score: 100,
    gaps: [],
    toConfirm: [],
    confirmBy: '2027-01-30T00:00:00.000Z',
  });
});

test('without contacts nobody is reached', () => {
  expect(reachabilityOf(HOSPITAL, [], NOW)).toEqual({ score: 0, gaps: ['no-contacts'], toConfirm: [] });
});

test('one mailbox for everything: no number, one person, one door', () => {
  expect(reachabilityOf(PRACTICE, [contact('info', { role: 'practice-manager' })], NOW)).toMatchObject({
    score: 35,
    gaps: ['no-night-number', 'one-person', 'one-door'],
  });
});

test('a contact to repair counts as nobody, and as something to mend', () => {
  const { gaps } = reachabilityOf(HOSPITAL, [{ ...duty, toRepair: 'bounced' }, contact('ciso')], NOW);
  expect(gaps).toEqual(['no-night-number', 'one-person', 'to-repair', 'one-door']);
});

test('a hospital confirms every 90 days, a small practice twice a year; whoever never did, now', () => {
  expect([confirmEveryDays(HOSPITAL), confirmEveryDays(PRACTICE), confirmEveryDays({ sector: 'vvt-vgn', staff: 20 })]).toEqual([
    90, 182, 182,
  ]);
  const old = [{ ...duty, confirmedAt: at('2026-08-01T00:00:00Z') }, contact('ciso')];
  expect(reachabilityOf(HOSPITAL, old, NOW).toConfirm).toEqual(['piket']);
  expect(reachabilityOf(PRACTICE, old, NOW).toConfirm).toEqual([]);
  expect(reachabilityOf(HOSPITAL, [contact('never', { confirmedAt: undefined })], NOW).toConfirm).toEqual(['never']);
});

test('a burst of answers confirms once', () => {
  expect(isFreshlyConfirmed({ confirmedAt: at('2026-11-25T00:00:00Z') }, NOW)).toBe(true);
  expect(isFreshlyConfirmed({ confirmedAt: at('2026-11-24T00:00:00Z') }, NOW)).toBe(false);
  expect(isFreshlyConfirmed({}, NOW)).toBe(false);
});

test('one more contact that works never makes it worse, and the score lies between 0 and 100', () => {
  const contacts = fc.array(
    fc.record({
      role: fc.constantFrom(...CONTACT_ROLES),
      phone: fc.option(fc.constant('1'), { nil: undefined }),
      toRepair: fc.option(fc.constant('x'), { nil: undefined }),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(contacts, (list) => {
      const before = list.map((more, place) => contact(`c${place}`, more));
      const { score } = reachabilityOf(HOSPITAL, before, NOW);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      expect(reachabilityOf(HOSPITAL, [...before, duty], NOW).score).toBeGreaterThanOrEqual(score);
    }),
  );
});
