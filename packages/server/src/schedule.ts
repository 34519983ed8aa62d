import { reopenExploited } from './advisories/reopen-exploited.ts';
import { SOURCE_JOBS } from './advisories/source-jobs.ts';
import { applyRetention } from './audit/apply-retention.ts';
import { mailSignInCode } from './deliveries/mail-sign-in-code.ts';
import { mailSignInNotice } from './deliveries/mail-sign-in-notice.ts';
import { checkContactKeys } from './deliveries/check-contact-keys.ts';
import { checkReceipts } from './deliveries/check-receipts.ts';
import { sendBundles } from './deliveries/send-bundles.ts';
import { askConfirmations } from './deliveries/ask-confirmations.ts';
import { askYearlyTests } from './institutions/ask-yearly-tests.ts';
import { remindNominated } from './institutions/remind-nominated.ts';
import { readMailbox } from './deliveries/read-mailbox.ts';
import { mailNomination } from './deliveries/mail-nomination.ts';
import { lookUpKeys } from './deliveries/look-up-keys.ts';
import type { Jobs, Recurring } from './jobs/run-jobs.ts';
import { MATCHING_JOBS } from './matching/matching-jobs.ts';
import { followUp } from './warnings/follow-up.ts';
import { raiseWarnings } from './warnings/raise-warnings.ts';
import { recordTelling } from './warnings/record-telling.ts';
import { releasePlanned } from './warnings/release-planned.ts';
import { releaseRest } from './warnings/release-rest.ts';
import { workServiceDesk, workServiceDesks } from './warnings/work-service-desk.ts';
import { tellOfUse } from './warnings/report-use.ts';
import { sendEndOfWeek } from './warnings/send-end-of-week.ts';
import { settleFollowUp, settleFollowUps } from './warnings/settle-follow-up.ts';
import { takeReply } from './warnings/take-reply.ts';
import { takeSmsAnswer } from './warnings/take-sms-answer.ts';
import { tellOutdated } from './warnings/tell-outdated.ts';
import { tellOfAnswer, tellOfAnswers } from './warnings/tell-of-answer.ts';
import { tellRest } from './warnings/tell-rest.ts';
import { useNextDoor } from './warnings/use-next-door.ts';

/** What each job does. */
export const JOB_WORK: Jobs = {
  ...SOURCE_JOBS,
  ...MATCHING_JOBS,
  'reopen-exploited': reopenExploited,
  'raise-warnings': raiseWarnings,
  'tell-of-answer': tellOfAnswer,
  'tell-of-answers': tellOfAnswers,
  'tell-of-use': tellOfUse,
  'work-service-desk': workServiceDesk,
  'work-service-desks': workServiceDesks,
  'record-telling': recordTelling,
  'tell-rest': tellRest,
  'release-rest': releaseRest,
  'follow-up': followUp,
  'settle-follow-up': settleFollowUp,
  'settle-follow-ups': settleFollowUps,
  'check-contact-keys': checkContactKeys,
  'check-receipts': checkReceipts,
  'use-next-door': useNextDoor,
  'send-bundles': sendBundles,
  'ask-confirmations': askConfirmations,
  'ask-yearly-tests': askYearlyTests,
  'mail-nomination': mailNomination,
  'remind-nominated': remindNominated,
  'send-end-of-week': sendEndOfWeek,
  'take-sms-answer': takeSmsAnswer,
  'read-mailbox': readMailbox,
  'take-reply': takeReply,
  'look-up-keys': (machine) => lookUpKeys(machine),
  'mail-sign-in-code': mailSignInCode,
  'mail-sign-in-notice': mailSignInNotice,
  'release-planned': releasePlanned,
  'tell-outdated': tellOutdated,
  'apply-retention': async (machine) => void (await applyRetention(machine)),
};

/** What comes back by itself: the whole clock of Forewarn on one page, in UTC. */
export const RECURRING: readonly Recurring[] = [
  { pattern: '* * * * *', job: 'poll-due-sources' },
  { pattern: '* * * * *', job: 'follow-up' },
  { pattern: '* * * * *', job: 'check-receipts' },
  { pattern: '* * * * *', job: 'send-bundles' },
  { pattern: '* * * * *', job: 'read-mailbox' },
  { pattern: '*/5 * * * *', job: 'watch-sources' },
  { pattern: '*/5 * * * *', job: 'work-service-desks' },
  { pattern: '*/5 * * * *', job: 'tell-outdated' },
  { pattern: '3 * * * *', job: 'send-end-of-week' },
  { pattern: '13 * * * *', job: 'renew-keys' },
  { pattern: '23 * * * *', job: 'check-contact-keys' },
  { pattern: '43 * * * *', job: 'look-up-keys' },
  { pattern: '37 2 * * *', job: 'apply-retention' },
  { pattern: '11 6 * * *', job: 'ask-yearly-tests' },
  { pattern: '41 8 * * *', job: 'ask-confirmations' },
  { pattern: '51 8 * * *', job: 'remind-nominated' },
];
