import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { describeKeys, keyFault, keyToEncryptTo, KEY_FAULTS, type ContactKey } from './contact-key.ts';

const NOW = '2026-11-23T15:00:00.000Z' as Instant;

function key(id: string, change: Partial<ContactKey> = {}): ContactKey {
  return {
    id,
    kind: 'openpgp',
    fingerprint: id.toUpperCase(),
    algorithm: 'ecdh curve25519',
    addresses: [],
    source: 'uploaded',
    addedAt: '2026-01-01T00:00:00.000Z' as Instant,
    checkedAt: '2026-01-01T00:00:00.000Z' as Instant,
    ...change,
  };
}

test('a key ends at the moment that it names, whatever was found when it was checked', () => {
  const expiring = key('a', { expiresAt: NOW });
  expect(keyFault(expiring, NOW)).toBe('expired');
  expect(keyFault(expiring, '2026-11-23T14:59:59.999Z' as Instant)).toBeUndefined();
});

test('of several the newest that was handed in is used, and one that was found only where there is no other', () => {
  const older = key('a');
  const newer = key('b', { addedAt: '2026-02-01T00:00:00.000Z' as Instant });
  const found = key('c', { source: 'wkd', addedAt: '2026-03-01T00:00:00.000Z' as Instant });
  expect(keyToEncryptTo([older, found, newer], NOW)?.id).toBe('b');
  expect(keyToEncryptTo([found, { ...newer, fault: 'revoked' }], NOW)?.id).toBe('c');
});

test.each(KEY_FAULTS)('nothing is encrypted to a key that is %s, and it is said with what follows', (fault) => {
  const keys = [key('a', { fault, expiresAt: fault === 'expired' ? ('2026-05-03T00:00:00.000Z' as Instant) : undefined })];
  expect(keyToEncryptTo(keys, NOW)).toBeUndefined();
  expect(describeKeys(keys, 'nl', NOW)).toMatch(/sleutel.+TLP:GREEN/);
  expect(describeKeys(keys, 'en', NOW)).not.toBe(describeKeys([key('b')], 'en', NOW));
});

test('an expired key is told with its day', () => {
  const told = describeKeys([key('a', { expiresAt: '2026-05-03T00:00:00.000Z' as Instant })], 'nl', NOW);
  expect(told).toContain('verlopen op 2026-05-03');
});

test('who never had a key is told nothing', () => {
  expect(describeKeys([], 'nl', NOW)).toBeUndefined();
});
