import { expect, test } from 'vitest';
import { speakerAmong } from './speaker-among.ts';

const one = (id: string, format: 'csaf' | 'cve' | 'nvd', parts: { withdrawnAt?: string; category?: string } = {}) => ({
  id,
  advisory: { format, category: parts.category ?? 'csaf_security_advisory' },
  ...(parts.withdrawnAt === undefined ? {} : { withdrawnAt: parts.withdrawnAt }),
});

test('the publisher speaks before databases, and of equals the first', () => {
  expect(speakerAmong([one('a', 'nvd'), one('b', 'csaf'), one('c', 'csaf'), one('d', 'cve')]).id).toBe('b');
  expect(speakerAmong([one('a', 'nvd'), one('d', 'cve')]).id).toBe('d');
});

test('what was taken back speaks only where nothing else does', () => {
  expect(speakerAmong([one('a', 'csaf', { withdrawnAt: '2026-11-23' }), one('b', 'nvd')]).id).toBe('b');
  expect(speakerAmong([one('a', 'nvd'), one('b', 'csaf', { category: 'csaf_withdrawn' })]).id).toBe('a');
  expect(speakerAmong([one('a', 'csaf', { withdrawnAt: '2026-11-23' })]).id).toBe('a');
});
