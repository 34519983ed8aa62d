import { randomBytes } from 'node:crypto';
import type { Id } from '@forewarn/core/basics/ids.ts';
import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';

/** A new UUIDv7 (RFC 9562 §5.7): rows made later sort later, so indexes grow at one end. */
export function newId<Noun extends string>(now: Instant): Id<Noun> {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(millisecondsOf(now), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Noun>;
}
