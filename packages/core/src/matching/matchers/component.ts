import { readVersion } from '../../products/read-version.ts';
import { NO_NAME } from '../closest-names.ts';
import { CERTAINTIES, type Match } from '../match.ts';
import type { Part } from '../parts-of.ts';
import type { PreparedItem } from '../prepare-item.ts';
import { weaker } from '../weaker.ts';

/** Asks the advisory about a part as if it were a line of its own; undefined where it does not name it, or names but its family. */
type Ask = (part: PreparedItem) => Match | undefined;

/**
 * Reason 6: the advisory is about a part of what the line names (DOMAIN §3.4). Whether a flaw reaches the whole through its part is open, so
 * it is never more than likely. Of several parts the strongest answer stands, of equals always the
 * same one, whatever their order.
 */
export function matchByComponent(item: PreparedItem, ask: Ask): Match | undefined {
  let strongest: Match | undefined;
  for (const part of [...insideOf(item), ...(item.parts ?? [])]) {
    const match = ask({
      ...item,
      identity: part.identity,
      written: NO_NAME,
      keys: part.keys,
      versions: part.versions,
      says: part.says,
      parts: undefined,
    });
    if (match === undefined) continue;
    const answer = asComponent(match, part);
    if (strongest === undefined || isStronger(answer, strongest)) strongest = answer;
  }
  return strongest;
}

/** "mailfilter (bevat ClamAV 1.0.5)": the line itself tells its part. */
function insideOf(item: PreparedItem): readonly Part[] {
  const { inside } = item.identity;
  if (inside === undefined) return [];
  return [
    {
      identity: inside.identity,
      // Keys of what is inside stand among the line's own (`products/product-key.ts`).
      keys: item.keys,
      versions: inside.version === undefined ? { kind: 'none' } : { kind: 'versions', versions: [readVersion(inside.version)] },
      says: item.says,
      through: [],
      certainty: 'likely',
      source: 'inventory',
    },
  ];
}

function asComponent(match: Match, part: Part): Match {
  const evidence = match.evidence.map((one) => ({
    ...one,
    ...(part.through.length === 0 ? {} : { itemSays: part.through[0] ?? one.itemSays, through: part.through }),
    source: part.source,
  }));
  return match.kind === 'concerned'
    ? { ...match, reason: 'component', certainty: weaker(match.certainty, part.certainty), evidence }
    : { ...match, reason: 'component', evidence };
}

function isStronger(a: Match, b: Match): boolean {
  return rank(a) < rank(b) || (rank(a) === rank(b) && wayOf(a) < wayOf(b));
}

function rank(match: Match): number {
  return match.kind === 'concerned' ? CERTAINTIES.indexOf(match.certainty) : CERTAINTIES.length;
}

function wayOf({ evidence: [first] }: Match): string {
  return [...(first?.through ?? []), first?.source ?? ''].join('\u0000');
}
