import type { ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import { productInWords } from '@forewarn/core/warnings/product-in-words.ts';
import { digestOf } from './plan-release.ts';

/** A line of the inventory as the answer page names it: no key and no version, which the page may not tell (DESIGN §3.5). */
export type AnswerItem = { readonly key: string; readonly value: string; readonly label: string };

const VALUE_CHARACTERS = 16;

/** The lines that the reasons name, each once; several of one name are numbered. Empty where there are fewer than two to tell apart. */
export function answerItems(reasons: readonly ConcernedReason[], unnamed: string): readonly AnswerItem[] {
  const lines = new Map<string, string>();
  for (const reason of reasons) if (reason.item !== undefined) lines.set(reason.item.key, productInWords(reason) ?? unnamed);
  if (lines.size < 2) return [];
  const seen = new Map<string, number>();
  const total = Map.groupBy(lines.values(), (name) => name);
  return [...lines].map(([key, name]) => {
    const place = (seen.get(name) ?? 0) + 1;
    seen.set(name, place);
    const label = (total.get(name)?.length ?? 1) > 1 ? `${name} (${place})` : name;
    return { key, value: digestOf(key).slice(0, VALUE_CHARACTERS), label };
  });
}
