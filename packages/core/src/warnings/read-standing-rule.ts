import { unreadable, type Read } from '../basics/read.ts';
import type { StandingRule } from './standing-rule.ts';

/** Reads `{ name, condition, urgency, automaticRelease?, enabled? }` as handed in. */
export function readStandingRule(_handedIn: unknown): Read<StandingRule> {
  return unreadable();
}
