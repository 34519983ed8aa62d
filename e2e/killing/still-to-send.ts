/** SQL of one number: deliveries that are planned, and releases of which some are still to be planned for (decisions 040 and 041). */
export const STILL_TO_SEND = `((select count(*) from forewarn.deliveries where state = 'planned')
  + (select count(*) from graphile_worker.jobs where task_identifier in ('tell-rest', 'release-rest')))::int`;
