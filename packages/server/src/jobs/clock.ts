import { instantOf, type Instant } from '@forewarn/core/basics/instant.ts';

/** The only place that asks what time it is. A drill or a test hands in another clock. */
export type Clock = { readonly now: () => Instant };

export const systemClock: Clock = { now: () => instantOf(Date.now()) };
