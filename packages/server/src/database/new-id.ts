import { randomBytes } from 'node:crypto';
import type { Id } from '@forewarn/core/basics/ids.ts';
import { millisecondsOf, type Instant } from '@forewarn/core/basics/instant.ts';

/** Of the ids made in one millisecond, how many there were: 12 bits, then chance again. */
const COUNT_MAX = 0xfff;
let last = { milliseconds: 0, count: 0 };

/**
 * A new UUIDv7 (RFC 9562 §5.7): rows made later sort later, so indexes grow at one end. Within one millisecond this process counts
 * (§6.2, method 1), so that of two answers in a row the second is the newer one.
 */
export function newId<Noun extends string>(now: Instant): Id<Noun> {
  const milliseconds = millisecondsOf(now);
  last = milliseconds === last.milliseconds ? { milliseconds, count: Math.min(last.count + 1, COUNT_MAX) } : { milliseconds, count: 0 };
  const bytes = randomBytes(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.count, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Noun>;
}

/** Ids that are made from then on are higher: what is of a time is found by its id. */
export function firstIdOf(at: Instant): string {
  const hex = millisecondsOf(at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Before every id: where a list by id begins. */
export const BEFORE_EVERY_ID = '00000000-0000-0000-0000-000000000000';
