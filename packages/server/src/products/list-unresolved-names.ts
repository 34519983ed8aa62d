import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { decisionKey, type NameIndex } from '@forewarn/core/products/catalogue/name-index.ts';
import { resolveName, saysNothing, type Proposal } from '@forewarn/core/products/resolve-name.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { loadNames } from './load-names.ts';
import { countNamesOfAdvisories, countNamesOfInventories, type WrittenNameCount } from './written-name-store.ts';

/** A name that means nothing yet, with what it may mean. */
export type UnresolvedName = WrittenNameCount & { readonly proposals: readonly Proposal[] };

/** Older advisories than these rarely name what somebody is asked about now. */
const ADVISORY_DAYS = 30;

/**
 * Names of current inventory lines and of recent advisories that nobody decided about and that link to nothing by themselves, those on which
 * the most institutions hang first. For staff.
 */
export async function listUnresolvedNames(
  machine: Machine,
  principal: Principal,
  page: { readonly from: number; readonly limit: number },
): Promise<{ readonly names: readonly UnresolvedName[]; readonly all: number }> {
  const since = secondsLater(machine.clock.now(), -ADVISORY_DAYS * 86_400);
  return asPrincipal(machine.database, principal, async (trx) => {
    const { names, aliases } = await loadNames(trx);
    const counted = joinCounts([...(await countNamesOfInventories(trx)), ...(await countNamesOfAdvisories(trx, since))]);
    const open = counted.flatMap((name) => unresolved(name, names, aliases));
    return { names: open.slice(page.from, page.from + page.limit), all: open.length };
  });
}

/** One of each name, whatever its case, accents and signs. */
function joinCounts(names: readonly WrittenNameCount[]): readonly WrittenNameCount[] {
  const joined = new Map<string, WrittenNameCount>();
  for (const name of names) {
    const key = `${foldName(name.supplier)}\u0000${foldName(name.product)}`;
    const there = joined.get(key);
    joined.set(
      key,
      there === undefined
        ? name
        : {
            ...there,
            // An institution with both ways of writing counts twice here; it is an order, not a figure of the sector.
            institutions: there.institutions + name.institutions,
            lines: there.lines + name.lines,
            advisories: there.advisories + name.advisories,
          },
    );
  }
  return [...joined.values()].sort(
    (a, b) => b.institutions - a.institutions || b.lines - a.lines || b.advisories - a.advisories || (a.product < b.product ? -1 : 1),
  );
}

function unresolved(name: WrittenNameCount, names: NameIndex, aliases: Aliases): readonly UnresolvedName[] {
  if (saysNothing(name.product) || isDecided(name, names, aliases)) return [];
  const proposals = resolveName({ supplier: name.supplier, product: name.product }, names);
  const [first] = proposals;
  return first?.as === 'linked' || first?.as === 'decided' ? [] : [{ ...name, proposals }];
}

function isDecided({ supplier, product }: WrittenNameCount, { decisions }: NameIndex, { products }: Aliases): boolean {
  const [foldedSupplier, foldedProduct] = [foldName(supplier), foldName(product)];
  if ((products.get(foldedProduct) ?? []).some(({ aliasSupplier }) => aliasSupplier === '' || aliasSupplier === foldedSupplier))
    return true;
  return decisions.has(decisionKey(supplier, product)) || decisions.has(decisionKey(undefined, product));
}
