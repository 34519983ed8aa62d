/** PostgreSQL's notification that something is due; sent with what it tells of, in one transaction. */
export const DELIVERIES_CHANNEL = 'forewarn_deliveries';
