import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../../basics/instant.ts';
import { matchByObservation } from './observed.ts';

const seen = (domain: string) => ({ domain, seenAt: readInstant('2026-01-28T09:00:00Z') as Instant, source: 'doelwitlijst' });
const LINDEMARK = { domains: ['lindemark.example'] };

test.each([
  'lindemark.example',
  'https://www.Lindemark.example/poli?x=1',
  'mail.lindemark.example.',
  'beheer@lindemark.example',
  'lindemark.example:8443',
])('%s on a list of targets is the institution’s', (domain) => {
  expect(matchByObservation([seen(domain)], LINDEMARK)).toHaveLength(1);
});

test.each(['niet-lindemark.example', 'lindemark.example.evil.test', 'kwelderoord.example', '', '@'])('%s is not', (domain) => {
  expect(matchByObservation([seen(domain)], LINDEMARK)).toEqual([]);
});

test('an institution without a domain is seen nowhere', () => {
  expect(matchByObservation([seen('')], { domains: [''] })).toEqual([]);
});
