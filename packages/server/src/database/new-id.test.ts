import { expect, test } from 'vitest';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { firstIdOf, newId } from './new-id.ts';

const NOW = '2026-11-23T09:00:00.000Z' as Instant;

test('of the ids made in one millisecond the later sorts later, and none is there twice', () => {
  const ids = Array.from({ length: 3_000 }, () => newId<'Test'>(NOW));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an id is a UUID of version 7 with its moment in front', () => {
  expect(newId<'Test'>(NOW)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(newId<'Test'>(NOW).replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(NOW));
});

test('the first id of a moment lies between what was made before it and what is made in it', () => {
  const at = (text: string) => text as Instant;
  expect(newId(at('2026-11-23T08:59:59.999Z')) < firstIdOf(at('2026-11-23T09:00:00.000Z'))).toBe(true);
  expect(newId(at('2026-11-23T09:00:00.000Z')) > firstIdOf(at('2026-11-23T09:00:00.000Z'))).toBe(true);
});
