import { withoutSmallNumbers } from '../sharing/without-small-numbers.ts';

export type HiddenCount = number | 'not-shown';

/**
 * The counts of one row that together make its whole, as somebody outside the CERT may see them: where one is too small to show, another that
 * would give it away and the whole are not shown either. Ratios of a whole of fewer than five are nobody's: nothing of it is shown.
 */
export function hideSmall<Name extends string>(
  whole: number,
  parts: Readonly<Record<Name, number>>,
): { readonly whole: HiddenCount; readonly parts: Readonly<Record<Name, HiddenCount>> } {
  const names = Object.keys(parts) as Name[];
  const all = (of: (name: Name) => HiddenCount) => Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, HiddenCount>;
  const own = withoutSmallNumbers([{ name: 'whole', count: whole }]).counts[0]?.count ?? 'not-shown';
  if (own === 'not-shown') return { whole: own, parts: all(() => 'not-shown') };
  const shown = withoutSmallNumbers(names.map((name) => ({ name, count: parts[name] })));
  const counts = new Map(shown.counts.map(({ name, count }) => [name, count]));
  return { whole: shown.total === undefined ? 'not-shown' : whole, parts: all((name) => counts.get(name) ?? 'not-shown') };
}
