import { foldWord } from '../basics/table.ts';
import type { Relation } from './relation.ts';

/** What makes a relation the same one at two moments: who, how and about what. A changed description or date is a change of it. */
export function relationKey(relation: Relation): string {
  const parts: readonly (string | undefined)[] = [
    relation.supplier,
    relation.kind === 'connection' ? relation.connection : undefined,
    relation.product,
    relation.kind === 'tenant' ? relation.tenant : undefined,
  ];
  // What folds to nothing (a name of signs alone) stands for itself.
  return [relation.kind, ...parts.map((part) => (part === undefined ? '' : foldWord(part) || part.toLowerCase()))].join('/');
}
