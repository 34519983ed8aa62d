import { idOf, type AdvisoryId, type InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Concerned, ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import { CERTAINTIES, REASONS } from '@forewarn/core/matching/match.ts';
import { matchScope, type ScopeItem } from '@forewarn/core/matching/match-scope.ts';
import { prepareItem } from '@forewarn/core/matching/prepare-item.ts';
import { prepareScope } from '@forewarn/core/matching/prepare-scope.ts';
import type { Scope } from '@forewarn/core/matters/matter.ts';
import type { Transaction } from '../database/open-database.ts';
import { loadAliases } from '../products/load-aliases.ts';
import { findLineIds, loadLines } from './line-store.ts';
import { findConcernedLines, type StoredMatch } from './match-store.ts';
import { listMembers } from './member-store.ts';

/** More reasons than these tell a reader nothing more. */
const REASONS_MAX = 50;
const LINES_AT_ONCE = 5_000;

/**
 * The members that a matter concerns: by the stored matches of its advisories, and by its own scope, asked now. Every reason of one
 * institution stands with it, strongest first; in the order of institutions' ids. For staff.
 */
export async function findConcerned(
  trx: Transaction,
  matter: { readonly advisoryIds: readonly AdvisoryId[]; readonly scope: Scope },
): Promise<readonly Concerned[]> {
  const found = new Map<InstitutionId, ConcernedReason[]>();
  const add = (institutionId: InstitutionId, reasons: readonly ConcernedReason[]) => {
    const there = found.get(institutionId);
    if (there === undefined) found.set(institutionId, [...reasons]);
    else there.push(...reasons);
  };
  for (const match of await findConcernedLines(trx, matter.advisoryIds)) add(idOf<'Institution'>(match.institutionId), [reasonOf(match)]);
  if (!isEmpty(matter.scope)) await addScope(trx, matter.scope, add);
  return [...found]
    .map(([institutionId, reasons]) => ({ institutionId, reasons: inOrder(reasons).slice(0, REASONS_MAX) }))
    .sort((a, b) => (a.institutionId < b.institutionId ? -1 : 1));
}

function isEmpty(scope: Scope): boolean {
  return scope.products.length + scope.suppliers.length + scope.sectors.length + scope.regions.length === 0;
}

async function addScope(
  trx: Transaction,
  scope: Scope,
  add: (id: InstitutionId, reasons: readonly ConcernedReason[]) => void,
): Promise<void> {
  const aliases = await loadAliases(trx);
  const prepared = prepareScope(scope, aliases);
  const items = new Map<string, ScopeItem[]>();
  const ids = await findLineIds(trx, prepared.keys);
  for (let from = 0; from < ids.length; from += LINES_AT_ONCE) {
    for (const line of await loadLines(trx, ids.slice(from, from + LINES_AT_ONCE))) {
      const item = { ...prepareItem(line.item, aliases), inventory: line.inventory };
      const there = items.get(line.institutionId);
      if (there === undefined) items.set(line.institutionId, [item]);
      else there.push(item);
    }
  }
  for (const member of await listMembers(trx)) {
    const reasons = matchScope(prepared, member, items.get(member.id) ?? [], aliases);
    if (reasons.length > 0) add(member.id, reasons);
  }
}

function reasonOf(match: StoredMatch): ConcernedReason {
  const { item } = match;
  return {
    reason: match.reason,
    certainty: match.certainty ?? 'possible',
    product: item.product,
    supplier: item.supplier,
    item: {
      inventory: match.inventory,
      key: item.key,
      version: item.version,
      exposure: item.exposure,
      importance: item.importance,
      owner: item.owner,
      quantity: item.quantity,
    },
    advisoryId: idOf<'Advisory'>(match.advisoryId),
    evidence: match.evidence,
    remediations: match.remediations,
  };
}

/** Strongest certainty first, then the order of the nine reasons, then what matters most to the institution, then the line. */
function inOrder(reasons: readonly ConcernedReason[]): readonly ConcernedReason[] {
  const rank = (reason: ConcernedReason) => [
    CERTAINTIES.indexOf(reason.certainty),
    REASONS.indexOf(reason.reason),
    reason.item?.importance ?? 5,
  ];
  const text = (reason: ConcernedReason) =>
    `${reason.item?.inventory ?? ''}\u0000${reason.item?.key ?? ''}\u0000${reason.advisoryId ?? ''}`;
  return [...reasons].sort((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    for (const [place, value] of one.entries()) if (value !== other[place]) return value - (other[place] ?? 0);
    return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
  });
}
