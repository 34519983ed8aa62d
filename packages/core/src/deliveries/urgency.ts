/** Advice to the reader (DESIGN §5), most urgent first; stored spelling. Only the first may wake people. */
export const URGENCIES = ['act-now', 'this-week', 'at-maintenance', 'for-information'] as const;
export type Urgency = (typeof URGENCIES)[number];
