/** Days of a period that the page offers. By itself, for the address is read before the page is there. */
export const PERIODS = [7, 30, 90, 365] as const;
export const PERIOD_DAYS = 90;
