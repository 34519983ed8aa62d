import type { Problem } from './problem.ts';

/**
 * What came of reading outside data once, at the edge. `read` may carry problems: what could be understood is used,
 * what could not is said. `unreadable` says why there is nothing to use.
 */
export type Read<Value> =
  | { readonly kind: 'read'; readonly value: Value; readonly problems: readonly Problem[] }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

export function read<Value>(value: Value, problems: readonly Problem[] = []): Read<Value> {
  return { kind: 'read', value, problems };
}

export function unreadable<Value>(...problems: readonly Problem[]): Read<Value> {
  return { kind: 'unreadable', problems };
}
