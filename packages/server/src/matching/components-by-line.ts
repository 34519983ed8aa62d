import type { Component } from '@forewarn/core/inventories/relation.ts';
import type { StoredComponent } from '../inventories/component-store.ts';

/** What is in each current line, by the line's id, in the order of the documents. */
export function componentsByLine(stored: readonly StoredComponent[]): ReadonlyMap<number, readonly Component[]> {
  const byLine = new Map<number, Component[]>();
  for (const { itemIds, component } of stored) {
    for (const id of itemIds) {
      const there = byLine.get(id);
      if (there === undefined) byLine.set(id, [component]);
      else there.push(component);
    }
  }
  return byLine;
}
