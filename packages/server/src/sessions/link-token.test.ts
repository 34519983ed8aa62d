import { expect, test } from 'vitest';
import { linkIdOf, linkToken } from './link-token.ts';

const secret = new Uint8Array(32).fill(1);
const id = '0198f2a4-7c11-7abc-8def-0123456789ab';

test('a link names its id to us and to nobody who lacks the secret', () => {
  const token = linkToken(id, secret);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(linkIdOf(token, secret)).toBe(id);
  expect(linkIdOf(token, new Uint8Array(32).fill(2))).toBeUndefined();
});

test('one changed character ends it', () => {
  const token = linkToken(id, secret);
  for (let place = 0; place < 42; place += 1) {
    const other = token[place] === 'A' ? 'B' : 'A';
    expect(linkIdOf(token.slice(0, place) + other + token.slice(place + 1), secret)).not.toBe(id);
  }
  expect(linkIdOf('', secret)).toBeUndefined();
});
