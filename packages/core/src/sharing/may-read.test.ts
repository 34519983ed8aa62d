import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { mayRead } from './may-read.ts';

const NOW = '2026-11-23T15:00:00.000Z' as Instant;

test('a page or a file is read whole or not at all: a notice of it is not it', () => {
  expect(mayRead({ kind: 'link' }, 'GREEN', NOW)).toBe(true);
  expect(mayRead({ kind: 'link' }, 'AMBER', NOW)).toBe(false);
  expect(mayRead({ kind: 'institution' }, 'AMBER+STRICT', NOW, 'export')).toBe(true);
  expect(mayRead({ kind: 'institution', assurance: 'email' }, 'AMBER+STRICT', NOW, 'export')).toBe(false);
  expect(mayRead({ kind: 'cert', roles: ['analyst'] }, 'RED', NOW, 'export')).toBe(false);
});
