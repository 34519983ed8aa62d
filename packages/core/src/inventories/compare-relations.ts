import { relationKey } from './relation-key.ts';
import type { Relation } from './relation.ts';

export type KeyedRelation = { readonly key: string; readonly relation: Relation };

/** What becomes of an institution's relations; a changed one ends and begins anew. Each list in the order of keys. */
export type RelationComparison = {
  readonly added: readonly KeyedRelation[];
  readonly changed: readonly KeyedRelation[];
  /** Keys of those that are no longer said; empty where what is said only adds. */
  readonly ended: readonly string[];
  readonly unchanged: number;
};

/** `replaces`: what is said is all there is. Said twice, the last counts. The order of relations plays no part otherwise. */
export function compareRelations(before: readonly Relation[], said: readonly Relation[], replaces: boolean): RelationComparison {
  const earlier = new Map(before.map((relation) => [relationKey(relation), relation]));
  const later = new Map(said.map((relation) => [relationKey(relation), relation]));
  const added: KeyedRelation[] = [];
  const changed: KeyedRelation[] = [];
  for (const [key, relation] of [...later].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const was = earlier.get(key);
    if (was === undefined) added.push({ key, relation });
    else if (contentOf(was) !== contentOf(relation)) changed.push({ key, relation });
  }
  return {
    added,
    changed,
    ended: replaces ? [...earlier.keys()].filter((key) => !later.has(key)).sort() : [],
    unchanged: later.size - added.length - changed.length,
  };
}

/** Names that differ in spelling alone are one relation and a change: the newest spelling is shown. */
function contentOf(relation: Relation): string {
  return JSON.stringify(Object.entries(relation).sort(([a], [b]) => (a < b ? -1 : 1)));
}
