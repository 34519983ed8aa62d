/**
 * How a mailbox takes what comes to it.
 * `reject`: there is no such mailbox (550 5.1.1). `refuse-content`: a filter says no after reading (554 5.7.1). `full`: 452 4.2.2.
 * `greylist`: each Message-ID's first try is put off (451 4.7.1), the next is taken. `delay`: it takes half a second to say yes.
 * `drop`: each Message-ID's first try is taken and kept, and the connection is cut before the yes.
 */
export const BEHAVIOURS = ['accept', 'reject', 'refuse-content', 'full', 'greylist', 'delay', 'drop'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export const DELAY_MS = 500;
