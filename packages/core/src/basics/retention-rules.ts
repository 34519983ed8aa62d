import { instantOf, millisecondsOf, type Instant } from './instant.ts';

/** What ends by itself one day. Stored spelling. */
export const RETAINED = [
  'unaccepted-upload',
  'uploaded-file',
  'removed-contact',
  'delivery-response',
  'ended-institution-contact',
  'sign-in-question',
  'mail-code-request',
  'sign-in-elsewhere',
  'one-time-code',
  'past-session',
  'nomination',
] as const;
export type Retained = (typeof RETAINED)[number];

/**
 * How long something is kept. A rule holds from a day on, until a later one of the same subject does: what the law or the CERT's own
 * policy says changes, and what was removed under an older rule must be explainable afterwards.
 */
export type RetentionRule = {
  readonly subject: Retained;
  /** YYYY-MM-DD. */
  readonly since: string;
  /** Days after what `counts from` tells. */
  readonly keepDays: number;
  readonly countsFrom: string;
  /** What is done when the days are over. */
  readonly whenOver: string;
  readonly because: string;
};

const YEAR = 365;

/**
 * The rules as they ship (AVG article 5(1)(e): personal data no longer than is needed). The audit trail, advisories and what was said to
 * whom are evidence, and have no rule.
 */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    subject: 'unaccepted-upload',
    since: '2026-01-01',
    keepDays: 30,
    countsFrom: 'the day that the file was uploaded',
    whenOver: 'the file is removed',
    because: 'Nobody went on with it: what it holds is not known to be true.',
  },
  {
    subject: 'uploaded-file',
    since: '2026-01-01',
    keepDays: 2 * YEAR,
    countsFrom: 'the day that the file was accepted',
    whenOver: 'its bytes are removed; its name, digest and lines stay',
    because: 'The lines are kept; the sheet around them may hold names of people.',
  },
  {
    subject: 'removed-contact',
    since: '2026-01-01',
    keepDays: 2 * YEAR,
    countsFrom: 'the day that the contact was removed',
    whenOver: 'name, addresses and numbers are blanked; the row stays, because messages refer to it',
    because: 'After that nobody needs to know who it was, only that there was somebody.',
  },
  {
    subject: 'ended-institution-contact',
    since: '2026-01-01',
    keepDays: YEAR,
    countsFrom: 'the day that the institution left',
    whenOver: 'name, addresses and numbers of its contacts are blanked',
    because: 'The institution is no longer warned.',
  },
  {
    subject: 'delivery-response',
    since: '2026-01-01',
    keepDays: 180,
    countsFrom: 'the end of the attempt',
    whenOver: 'what the other mail server said is blanked; time and outcome stay',
    because: 'It serves to mend deliveries, and may hold addresses.',
  },
  {
    subject: 'sign-in-question',
    since: '2026-01-01',
    keepDays: 1,
    countsFrom: 'the end of the five minutes in which a passkey could sign it',
    whenOver: 'it is removed',
    because: 'It counts no more; the trail says who signed in.',
  },
  {
    subject: 'mail-code-request',
    since: '2026-01-01',
    keepDays: 7,
    countsFrom: 'the end of the ten minutes in which the code counted',
    whenOver: 'it is removed',
    because: 'It holds an address that anybody typed, and from where; a week shows who asks for codes of others.',
  },
  {
    subject: 'sign-in-elsewhere',
    since: '2026-01-01',
    keepDays: 1,
    countsFrom: 'the end of the ten minutes in which the browser could come back',
    whenOver: 'it is removed',
    because: 'It counts no more; the trail says who signed in.',
  },
  {
    subject: 'one-time-code',
    since: '2026-01-01',
    keepDays: 30,
    countsFrom: 'the end of the code, used or not',
    whenOver: 'its digest is removed',
    because: 'It counts no more; the trail says who made it.',
  },
  {
    subject: 'past-session',
    since: '2026-01-01',
    keepDays: 90,
    countsFrom: 'the last request of the session; none counts longer than a week',
    whenOver: 'it is removed, with network and device',
    because: 'Until then it tells the networks that an account is used from, which protects it against a flood of codes from elsewhere.',
  },
  {
    subject: 'nomination',
    since: '2026-01-01',
    keepDays: YEAR,
    countsFrom: 'the day that the branch organisation handed it in, whatever came of it: else its own list would tell it that',
    whenOver: 'name, address and number of the contact are blanked; which institution it was and what came of it stay',
    because: 'Who joined is a contact by now; who did not asked for no mail from us.',
  },
];

export type RetentionLimit = { readonly rule: RetentionRule; /** What counts from before this moment is due. */ readonly before: Instant };

/** The rule in force of each subject at a moment, with the moment before which things are due. In the order of RETAINED. */
export function retentionLimits(now: Instant, rules: readonly RetentionRule[] = RETENTION_RULES): readonly RetentionLimit[] {
  const today = now.slice(0, 10);
  return RETAINED.flatMap((subject) => {
    const inForce = rules.filter((each) => each.subject === subject && each.since <= today);
    const rule = inForce.toSorted((a, b) => (a.since < b.since ? 1 : -1))[0];
    return rule === undefined ? [] : [{ rule, before: instantOf(millisecondsOf(now) - rule.keepDays * 86_400_000) }];
  });
}
