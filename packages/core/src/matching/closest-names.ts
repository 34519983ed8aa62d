import { foldName } from '../products/fold-name.ts';
import type { NamedProduct } from '../products/named-product.ts';

/** The words of a name as it is written, without those of its supplier: versions and brackets too, by which siblings differ. */
export type WrittenName = { readonly folded: string; readonly words: ReadonlySet<string> };

export const NO_NAME: WrittenName = { folded: '', words: new Set() };

export function writtenName({ supplier, names }: NamedProduct): WrittenName {
  const maker = new Set(foldName(supplier ?? '').split(' '));
  const words = foldName(names[0] ?? '')
    .split(' ')
    .filter((word) => word !== '' && !maker.has(word));
  return { folded: words.join(' '), words: new Set(words) };
}

/**
 * Of products that a line is equally like, those that it can mean. Where one bears the line's very name, its siblings are not meant:
 * "7SA82 (CP150)" is not "7SA82 (CP100)", "Controller V2" not "Controller V3". What is named more broadly or more narrowly stays: it may be
 * said of the same.
 */
export function closestNames<Group extends { readonly written: WrittenName }>(
  groups: readonly Group[],
  line: WrittenName,
): readonly Group[] {
  if (groups.length < 2 || line.folded === '' || !groups.some(({ written }) => written.folded === line.folded)) return groups;
  return groups.filter(({ written }) => hasAll(written.words, line.words) || hasAll(line.words, written.words));
}

function hasAll(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const word of others) if (!some.has(word)) return false;
  return true;
}
