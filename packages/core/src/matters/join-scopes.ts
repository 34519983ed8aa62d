import type { Scope } from './matter.ts';

/**
 * What two matters touch, taken together, each part once. Nobody falls out: where sectors and regions of both can't be said in one, it is
 * rather wider. Undefined where only "everybody" would be wide enough (a sector here, a region there): then they stay two matters.
 */
export function joinScopes(one: Scope, other: Scope): Scope | undefined {
  const area = joinAreas(one, other);
  if (area === undefined) return undefined;
  return {
    products: once([...one.products, ...other.products]),
    suppliers: once([...one.suppliers, ...other.suppliers]),
    ...area,
  };
}

type Area = Pick<Scope, 'sectors' | 'regions'>;

/** An empty part beside a full one means "any". */
function joinAreas(one: Area, other: Area): Area | undefined {
  if (isNowhere(other)) return { sectors: one.sectors, regions: one.regions };
  if (isNowhere(one)) return { sectors: other.sectors, regions: other.regions };
  const joined = { sectors: joinOrAny(one.sectors, other.sectors), regions: joinOrAny(one.regions, other.regions) };
  return isNowhere(joined) ? undefined : joined;
}

function isNowhere({ sectors, regions }: Area): boolean {
  return sectors.length + regions.length === 0;
}

function joinOrAny<Each>(one: readonly Each[], other: readonly Each[]): readonly Each[] {
  return one.length === 0 || other.length === 0 ? [] : once([...one, ...other]);
}

function once<Each>(all: readonly Each[]): readonly Each[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
