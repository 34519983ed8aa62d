import { millisecondsBetween, type Instant } from '../basics/instant.ts';
import { compiledRules } from './compiled-rules.ts';
import type { MayReceive, Sharing } from './sharing.ts';

export { PURPOSES, WAYS, type MayReceive, type Purpose, type Reader, type Sharing, type Way } from './sharing.ts';

/**
 * Decides whether somebody may read a text by some way (invariant 5): `yes`, `notice-only`, or `no`, with the reason. One look into the
 * table of all combinations, after the clock has spoken. The strictest rule counts. Decision records 009 and 022.
 */
export function mayReceive(sharing: Sharing, now?: Instant): MayReceive {
  if (sharing.reader.kind !== 'cert' && !isOut(sharing, now)) return { kind: 'no', because: 'embargo' };
  return compiledRules().look(sharing);
}

/** Staff prepares what is under embargo, and so reads it; what is sent before its hour is sent to nobody, and staff is sent nothing. */
function isOut({ embargoUntil, releasedAt }: Sharing, now: Instant | undefined): boolean {
  return [embargoUntil, releasedAt].every((hour) => hour === undefined || (now !== undefined && millisecondsBetween(now, hour) <= 0));
}
