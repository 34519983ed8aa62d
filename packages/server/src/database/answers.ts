import type { Database } from './open-database.ts';

/** A watchdog asks often and must be told soon. */
const PATIENCE_MS = 3_000;

/** Whether the database answers a question within three seconds. Never throws. */
export async function answers(database: Database): Promise<boolean> {
  const asked = database.pool.query('select 1').then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((settle) => {
    timer = setTimeout(() => settle(false), PATIENCE_MS);
  });
  const answer = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return answer;
}
