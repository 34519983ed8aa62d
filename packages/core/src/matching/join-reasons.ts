import { CERTAINTIES, REASONS } from './match.ts';
import type { ConcernedReason } from './concerned.ts';

/** More reasons than these tell a reader nothing more. */
const REASONS_MAX = 50;

/**
 * The reasons of one institution in one matter as one list, each once, in an order that is always the same: strongest certainty first, then
 * the order of the nine reasons, then what matters most to the institution, then the line and the advisory.
 */
export function joinReasons(reasons: readonly ConcernedReason[]): readonly ConcernedReason[] {
  const ranked = new Map(reasons.map((reason) => [JSON.stringify([...rankOf(reason), textOf(reason)]), reason]));
  return [...ranked.values()].sort(compare).slice(0, REASONS_MAX);
}

function compare(a: ConcernedReason, b: ConcernedReason): number {
  const [one, other] = [rankOf(a), rankOf(b)];
  for (const [place, value] of one.entries()) if (value !== other[place]) return value - (other[place] ?? 0);
  const [text, otherText] = [textOf(a), textOf(b)];
  return text < otherText ? -1 : text > otherText ? 1 : 0;
}

function rankOf(reason: ConcernedReason): readonly number[] {
  return [CERTAINTIES.indexOf(reason.certainty), REASONS.indexOf(reason.reason), reason.item?.importance ?? 5];
}

/** Line, advisory, and for reasons without a line what they are about. */
function textOf({ item, advisoryId, supplier, product, evidence: [first] }: ConcernedReason): string {
  return [item?.inventory, item?.key, advisoryId, supplier, product, first?.advisoryAt, first?.itemSays]
    .map((text) => text ?? '')
    .join('\u0000');
}
