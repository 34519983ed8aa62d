import { expect, test } from 'vitest';
import { idOf, type InstitutionId } from '../basics/ids.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import { decideNotKnown } from './not-known.ts';

const at = (text: string) => readInstant(text) as Instant;
const NOW = at('2026-11-25T09:00:00Z');
const id = (name: string) => idOf<'Institution'>(name) as InstitutionId;
const MEMBERS = [
  { id: id('empty') },
  { id: id('old'), newestCheckedAt: at('2025-01-01T00:00:00Z') },
  { id: id('recent'), newestCheckedAt: at('2026-06-01T00:00:00Z') },
];
const MATTER = { sectorAlone: false };

test('who has no inventory, or an old one alone, is not known; who has a recent one is not concerned', () => {
  expect(decideNotKnown({ members: MEMBERS, concerned: [], scope: MATTER }, NOW)).toEqual([
    { institutionId: 'empty', because: 'no-inventory' },
    { institutionId: 'old', because: 'inventory-old' },
  ]);
});

test('who is concerned by whatever reason is known to be', () => {
  const concerned = [{ institutionId: id('empty') }, { institutionId: id('old') }];
  expect(decideNotKnown({ members: MEMBERS, concerned, scope: MATTER }, NOW)).toEqual([]);
});

test('of a wave in a sector everybody is known', () => {
  expect(decideNotKnown({ members: MEMBERS, concerned: [], scope: { sectorAlone: true } }, NOW)).toEqual([]);
});
