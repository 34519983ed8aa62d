import { inspectWork, type WorkFacts } from '../../database/inspect-database.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';
import { inWords } from './in-words.ts';
import type { PlaceWithDatabase } from './place.ts';

/** An urgent first mail is due within 60 s of release. */
const DELIVERY_LATE_SECONDS = 60;
const DELIVERY_STUCK_SECONDS = 900;
const JOB_LATE_SECONDS = 120;
const JOB_STUCK_SECONDS = 3_600;

/** What waits, what was given up, what failed, and whether anybody can see to it. */
export async function* examineWork({ database }: PlaceWithDatabase): AsyncGenerator<Finding> {
  const work = await inspectWork(database);
  yield work.administrators > 0
    ? well('administrators', `${work.administrators} administrators have a token.`)
    : worthALook('administrators', 'Nobody can administer this Forewarn.', 'forewarn token make administrator "Your name"');
  yield queueFinding(work);
  yield poisonFinding(work);
  yield deliveryFinding(work);
  if (work.deliveriesFailedToday > 0)
    yield worthALook(
      'deliveries-failed',
      `${work.deliveriesFailedToday} deliveries failed for good in the last 24 hours.`,
      'Repair those contacts; GET /api/notices lists them.',
    );
  if (work.openNotices > 0) yield worthALook('notices', `${work.openNotices} notices wait for the CERT.`, 'GET /api/notices shows them.');
}

function queueFinding({ jobsDue, oldestJobSeconds }: WorkFacts): Finding {
  const check = 'queue';
  if (oldestJobSeconds <= JOB_LATE_SECONDS) return well(check, `${jobsDue} jobs wait.`);
  const message = `${jobsDue} jobs wait, the oldest for ${inWords(oldestJobSeconds)}.`;
  const hint = 'Is Forewarn running? If it is and this stays, raise FOREWARN_JOBS or look in its log for a job that fails.';
  return oldestJobSeconds > JOB_STUCK_SECONDS ? wrong(check, { message, hint }) : worthALook(check, message, hint);
}

/** What no further try helps: set aside, so that it holds up nothing behind it. */
function poisonFinding({ jobsGivenUp, givenUpNames, mailsSetAside }: WorkFacts): Finding {
  const check = 'poison';
  if (jobsGivenUp > 0)
    return wrong(check, {
      message: `${jobsGivenUp} jobs were given up after their last attempt: ${givenUpNames.join(', ')}.`,
      hint: 'Look for "job failed" in the log; what they were about is in graphile_worker.jobs.',
    });
  if (mailsSetAside > 0)
    return worthALook(
      check,
      `${mailsSetAside} mails that came in were set aside in the last 30 days: nothing could be made of them.`,
      'The notices name them; look at them in the mailbox.',
    );
  return well(check, 'Nothing was set aside.');
}

function deliveryFinding({ deliveriesDue, oldestDeliverySeconds }: WorkFacts): Finding {
  const check = 'deliveries';
  if (deliveriesDue === 0) return well(check, 'Every planned delivery has gone out.');
  const message = `${deliveriesDue} deliveries are due, the oldest planned ${inWords(oldestDeliverySeconds)} ago.`;
  const hint = 'Is Forewarn running, and does the mail server take mail (see mail-server)?';
  if (oldestDeliverySeconds > DELIVERY_STUCK_SECONDS) return wrong(check, { message, hint });
  return oldestDeliverySeconds > DELIVERY_LATE_SECONDS ? worthALook(check, message, hint) : well(check, message);
}
