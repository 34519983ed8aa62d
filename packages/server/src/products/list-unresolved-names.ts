import { secondsLater } from '@forewarn/core/basics/instant.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { catalogueOfNames } from '@forewarn/core/products/catalogue/catalogue-of-names.ts';
import { decisionKey, nameIndexOf, type NameIndex } from '@forewarn/core/products/catalogue/name-index.ts';
import { resolveName, saysNothing, type Proposal } from '@forewarn/core/products/resolve-name.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { loadNames } from './load-names.ts';
import { countNamesOfAdvisories, countNamesOfInventories, type WrittenNameCount } from './written-name-store.ts';

/** A name that means nothing yet, with what it may mean: entries of the catalogue, and names of recent advisories that are like it. */
export type UnresolvedName = WrittenNameCount & { readonly proposals: readonly Proposal[]; readonly alike: readonly Proposal[] };

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
    const ofAdvisories = await countNamesOfAdvisories(trx, since);
    const counted = joinCounts([...(await countNamesOfInventories(trx)), ...ofAdvisories]);
    const open = counted.flatMap((name) => unresolved(name, names, aliases));
    // What no catalogue holds may still be what an advisory names, by the same rules.
    const advised = nameIndexOf(catalogueOfNames(ofAdvisories, 'name:', 'advisories'));
    const shown = open.slice(page.from, page.from + page.limit).map((name) => ({ ...name, alike: likeOthers(name, advised) }));
    return { names: shown, all: open.length };
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

function unresolved(name: WrittenNameCount, names: NameIndex, aliases: Aliases): readonly Omit<UnresolvedName, 'alike'>[] {
  if (saysNothing(name.product) || isDecided(name, names, aliases)) return [];
  const proposals = resolveName({ supplier: name.supplier, product: name.product }, names);
  const [first] = proposals;
  return first?.as === 'linked' || first?.as === 'decided' ? [] : [{ ...name, proposals }];
}

/** Names of advisories that are like it, but for the same name. */
function likeOthers({ supplier, product }: WrittenNameCount, advised: NameIndex): readonly Proposal[] {
  const own = decisionKey(supplier, product);
  return resolveName({ supplier, product }, advised).filter((one) => decisionKey(one.supplier?.name, one.product.name) !== own);
}

/** Whether a name means nothing yet: nobody decided about it, and it links to nothing by itself. */
export function isUnresolved(
  { supplier, product }: { readonly supplier: string; readonly product: string },
  { names, aliases }: { readonly names: NameIndex; readonly aliases: Aliases },
): boolean {
  return unresolved({ supplier, product, institutions: 0, lines: 0, advisories: 0 }, names, aliases).length > 0;
}

function isDecided({ supplier, product }: WrittenNameCount, { decisions }: NameIndex, { products }: Aliases): boolean {
  const [foldedSupplier, foldedProduct] = [foldName(supplier), foldName(product)];
  if ((products.get(foldedProduct) ?? []).some(({ aliasSupplier }) => aliasSupplier === '' || aliasSupplier === foldedSupplier))
    return true;
  return decisions.has(decisionKey(supplier, product)) || decisions.has(decisionKey(undefined, product));
}
