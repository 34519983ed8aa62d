/** Fewer institutions than this are not counted to somebody outside the CERT: who knows the sector would know which. */
export const SMALL_NUMBER = 5;

export type Counted = { readonly name: string; readonly count: number };
export type Shown = { readonly name: string; readonly count: number | 'not-shown' };

/**
 * Counts as a branch organisation may see them: 1 to 4 is not shown, 0 is. The sum is left out wherever something is not shown. Where that
 * is one count alone, the smallest other that is not 0 is not shown either: who knows the sum from elsewhere can't take the others off it.
 */
export function withoutSmallNumbers(counts: readonly Counted[]): { readonly counts: readonly Shown[]; readonly total?: number } {
  const hidden = new Set(counts.filter(({ count }) => count > 0 && count < SMALL_NUMBER));
  if (hidden.size === 0) return { counts, total: counts.reduce((sum, { count }) => sum + count, 0) };
  const others = counts.filter((one) => one.count > 0 && !hidden.has(one)).toSorted((a, b) => a.count - b.count);
  if (hidden.size === 1 && others[0] !== undefined) hidden.add(others[0]);
  return { counts: counts.map((one): Shown => (hidden.has(one) ? { name: one.name, count: 'not-shown' } : one)) };
}
