import type { Instant } from '../basics/instant.ts';
import type { Item } from './item.ts';

/** What an institution says it relies on, at one moment, in one named list. */
export type Inventory = {
  readonly takenAt?: Instant;
  readonly items: readonly Item[];
};
