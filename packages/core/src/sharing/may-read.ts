import type { Instant } from '../basics/instant.ts';
import { mayReceive } from './may-receive.ts';
import { readerOf, type ReadingPrincipal } from './reader-of.ts';
import type { Purpose } from './sharing.ts';
import type { TlpLabel } from './tlp.ts';

/**
 * Whether this principal may read a text as a whole, by the way that it came in. For pages and files, which the gate of JSON answers can't
 * look into: whoever sends one asks this (scripts/tidy/check-labels.ts sees to it).
 */
export function mayRead(principal: ReadingPrincipal, label: TlpLabel, now: Instant, purpose: Purpose = 'read'): boolean {
  return mayReceive({ ...readerOf(principal), label, purpose }, now).kind === 'yes';
}
