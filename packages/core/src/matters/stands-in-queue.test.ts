import { expect, test } from 'vitest';
import { readInstant } from '../basics/instant.ts';
import { standsInQueue, type Incoming } from './stands-in-queue.ts';

const at = (text: string) => readInstant(text) as NonNullable<ReturnType<typeof readInstant>>;
const NOW = at('2026-11-25T07:00:00Z');
const OLD = at('2019-12-17T00:00:00Z');
const FRESH = at('2026-11-24T00:00:00Z');
const BARE: Incoming = { format: 'csaf', changedAt: OLD, isHandedIn: false, isExploited: false, concernsSomebody: false };

const CASES: readonly (readonly [string, Partial<Incoming>, boolean])[] = [
  ['an advisory of years ago that concerns somebody', { concernsSomebody: true }, true],
  ['an advisory of years ago that concerns nobody', {}, false],
  ['an advisory of yesterday that concerns nobody we know of', { changedAt: FRESH }, true],
  ['an advisory that says no date', { changedAt: undefined }, true],
  ["a database's record of yesterday that concerns nobody", { format: 'cve', changedAt: FRESH }, false],
  ["a database's record of yesterday that concerns somebody", { format: 'nvd', changedAt: FRESH, concernsSomebody: true }, true],
  ["a database's record of years ago that concerns somebody", { format: 'nvd', concernsSomebody: true }, false],
  ['the same, exploited', { format: 'nvd', concernsSomebody: true, isExploited: true }, true],
  ['the same, handed in by a person', { format: 'cve', concernsSomebody: true, isHandedIn: true }, true],
  ['an exploited record that concerns nobody', { format: 'osv', isExploited: true, isHandedIn: true }, false],
];

test.each(CASES)('%s', (_, incoming, stands) => expect(standsInQueue({ ...BARE, ...incoming }, NOW)).toBe(stands));
