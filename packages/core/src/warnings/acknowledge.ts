import type { AcknowledgementId, ContactId, InstitutionId } from '../basics/ids.ts';
import { cleanText, holdsBsnLike } from '../basics/clean-text.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import type { Facts } from '../basics/facts.ts';
import type { Problem } from '../basics/problem.ts';
import { refuse, type Refusal } from '../basics/refusal.ts';
import type { AbuseCheck, Acknowledgement, Answer } from './acknowledgement.ts';
import type { Decision } from './decision.ts';
import { standingAnswer } from './standing-answer.ts';
import { describeState, type StateEntered } from './transitions.ts';
import type { Warning } from './warning.ts';

/** What the reader filled in. Text is the reader's: hostile, bounded here. */
export type AnswerInput = {
  readonly answer: Answer;
  readonly abuseCheck?: AbuseCheck;
  readonly remark?: string;
  readonly why?: string;
  /** YYYY-MM-DD */
  readonly until?: string;
  readonly forwardedTo?: string;
  /** A line of the inventory; absent: for all. */
  readonly itemKey?: string;
  /** The version that was read; absent: the one in force. */
  readonly version?: number;
};

/** Who answers and through what. Through a link the name is as typed; nobody vouches for it. */
export type Answerer =
  | { readonly through: 'link'; readonly contactId: ContactId; readonly answeredAs: string }
  /** A text message from the number of a contact; `hasCode`: with the code that stood in ours, so it was read. */
  | { readonly through: 'sms'; readonly contactId: ContactId; readonly answeredAs: string; readonly hasCode: boolean }
  | { readonly through: 'api' | 'cert'; readonly answeredAs: string };

export type ToAcknowledge = {
  readonly warning: Pick<Warning, 'id' | 'reference' | 'state' | 'releasedVersion'>;
  readonly institutionId: InstitutionId;
  /** The newest decision for this institution; undefined where it never was decided for. */
  readonly decision: Pick<Decision, 'reasons'> | undefined;
  /** This institution's answers to this warning, undone ones included, in any order. */
  readonly earlier: readonly Acknowledgement[];
  readonly input: AnswerInput;
  readonly by: Answerer;
  readonly entered?: StateEntered;
};

export type AcknowledgeProblem =
  | 'who-missing'
  | 'why-missing'
  | 'until-missing'
  | 'until-past'
  | 'until-unreadable'
  | 'forwarded-to-missing'
  | 'item-unknown'
  | 'version-unknown'
  | 'bsn-like'
  | 'too-long';

export type Acknowledged =
  /** To be stored under a new id. */
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Omit<Acknowledgement, 'id'> }
  /** The same answer by the same person stands already (a button pressed twice). */
  | { readonly kind: 'unchanged'; readonly acknowledgementId: AcknowledgementId }
  /** Nothing is stored; each problem's `at` is the field of the input. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem<AcknowledgeProblem>[] };

/** UTF-16 units. */
export const ANSWER_LIMITS = { answeredAs: 200, remark: 2_000, why: 1_000, forwardedTo: 200 } as const;

/** What an answer needs besides itself: "risk accepted (why, until when)", "forwarded to …", "not affected (why)" (DESIGN §5). */
const NEEDS: Readonly<Record<Answer, readonly ('why' | 'until' | 'forwardedTo')[]>> = {
  'not-affected': ['why'],
  'dont-know': [],
  forwarded: ['forwardedTo'],
  working: [],
  'worked-around': [],
  fixed: [],
  'risk-accepted': ['why', 'until'],
  'need-help': [],
};

/**
 * Decides what comes of an answer: a record to store, nothing new where the same stands already, or what is wrong with it, all at once.
 * Through a link it is not confirmed: links get forwarded. A correction is a new record that names the one it replaces; both are kept.
 * Text that looks like a citizen service number is not stored (invariant 12). Refusals name the state: `warning-draft`,
 * `warning-withdrawn`, `warning-closed`; `institution-not-told`.
 */
export function acknowledge(toAcknowledge: ToAcknowledge, now: Instant): Acknowledged | Refusal<AcknowledgeRefusal> {
  const refusal = refusedBy(toAcknowledge);
  if (refusal !== undefined) return refusal;
  const problems = problemsOf(toAcknowledge, now);
  if (problems.length > 0) return { kind: 'problems', problems };
  const acknowledgement = recordOf(toAcknowledge, now);
  const standing = standingAnswer(toAcknowledge.earlier, acknowledgement.itemKey);
  if (standing !== undefined && isSame(standing, acknowledgement)) return { kind: 'unchanged', acknowledgementId: standing.id };
  return {
    kind: 'acknowledged',
    acknowledgement: standing === undefined ? acknowledgement : { ...acknowledgement, replaces: standing.id },
  };
}

export type AcknowledgeRefusal = 'warning-draft' | 'warning-withdrawn' | 'warning-closed' | 'institution-not-told';

function refusedBy({ warning, decision, entered }: ToAcknowledge): Refusal<AcknowledgeRefusal> | undefined {
  if (warning.state !== 'open') {
    return refuse(`warning-${warning.state}`, `${describeState(warning.state, entered)} It cannot be answered.`, undefined, entered);
  }
  return decision === undefined ? refuse('institution-not-told', 'This institution was not told of this warning.') : undefined;
}

function problemsOf({ warning, decision, input, by }: ToAcknowledge, now: Instant): readonly Problem<AcknowledgeProblem>[] {
  const { answer, itemKey, version } = input;
  return [
    ...(textOf(by.answeredAs) === undefined ? [problem('who-missing', 'answeredAs', 'It is not said who answers.')] : []),
    ...NEEDS[answer].flatMap((needed) => needProblem(needed, input, now)),
    ...textProblems({ answeredAs: by.answeredAs, remark: input.remark, why: input.why, forwardedTo: input.forwardedTo }),
    ...(itemKey !== undefined && !decision?.reasons.some(({ item }) => item?.key === itemKey)
      ? [problem('item-unknown', 'itemKey', 'This line of the inventory is not part of the warning.')]
      : []),
    ...(version !== undefined && !(Number.isInteger(version) && version >= 1 && version <= warning.releasedVersion)
      ? [problem('version-unknown', 'version', `Version ${version} was not released.`)]
      : []),
  ];
}

function needProblem(needed: 'why' | 'until' | 'forwardedTo', input: AnswerInput, now: Instant): readonly Problem<AcknowledgeProblem>[] {
  switch (needed) {
    case 'why':
      return textOf(input.why) === undefined ? [problem('why-missing', 'why', 'This answer needs a reason.')] : [];
    case 'forwardedTo':
      return textOf(input.forwardedTo) === undefined ? [problem('forwarded-to-missing', 'forwardedTo', 'It is not said to whom.')] : [];
    case 'until':
      return untilProblem(textOf(input.until), now);
  }
}

function untilProblem(until: string | undefined, now: Instant): readonly Problem<AcknowledgeProblem>[] {
  if (until === undefined) return [problem('until-missing', 'until', 'An accepted risk needs a date on which it ends.')];
  if (!isDate(until)) return [problem('until-unreadable', 'until', 'The date is not written as YYYY-MM-DD.')];
  return until < now.slice(0, 10) ? [problem('until-past', 'until', 'The date lies in the past.')] : [];
}

/** A day that the calendar has: 30 February is none. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && readInstant(`${text}T00:00:00Z`)?.slice(0, 10) === text;
}

function textProblems(texts: Readonly<Record<keyof typeof ANSWER_LIMITS, string | undefined>>): readonly Problem<AcknowledgeProblem>[] {
  return (Object.keys(ANSWER_LIMITS) as (keyof typeof ANSWER_LIMITS)[]).flatMap((field) => [
    ...((texts[field]?.length ?? 0) > ANSWER_LIMITS[field]
      ? [
          problem('too-long', field, `This text is longer than ${ANSWER_LIMITS[field]} characters.`, undefined, {
            most: ANSWER_LIMITS[field],
          }),
        ]
      : []),
    ...(holdsBsnLike(texts[field] ?? '')
      ? [problem('bsn-like', field, 'This text seems to hold a citizen service number, so it was not stored.', 'Take the number out.')]
      : []),
  ]);
}

function recordOf({ warning, institutionId, input, by }: ToAcknowledge, now: Instant): Omit<Acknowledgement, 'id'> {
  const needs = NEEDS[input.answer];
  const answeredAs = cleanText(by.answeredAs, ANSWER_LIMITS.answeredAs);
  return {
    warningId: warning.id,
    version: input.version ?? warning.releasedVersion,
    institutionId,
    contactId: by.through === 'link' || by.through === 'sms' ? by.contactId : undefined,
    itemKey: input.itemKey,
    answer: input.answer,
    abuseCheck: input.abuseCheck,
    remark: textOf(input.remark),
    why: textOf(input.why),
    until: needs.includes('until') ? textOf(input.until) : undefined,
    forwardedTo: needs.includes('forwardedTo') ? cleanText(input.forwardedTo ?? '', ANSWER_LIMITS.forwardedTo) : undefined,
    answeredAs,
    through: by.through,
    confirmed: isConfirmed(by),
    confirmedBy: isConfirmed(by) ? answeredAs : undefined,
    answeredAt: now,
  };
}

/** A sender's number can be made up; a code that was sent to it can not. */
function isConfirmed(by: Answerer): boolean {
  return by.through === 'sms' ? by.hasCode : by.through !== 'link';
}

const CONTENT = [
  'version',
  'contactId',
  'itemKey',
  'answer',
  'abuseCheck',
  'remark',
  'why',
  'until',
  'forwardedTo',
  'answeredAs',
  'through',
] as const;

function isSame(standing: Acknowledgement, answer: Omit<Acknowledgement, 'id'>): boolean {
  return CONTENT.every((field) => standing[field] === answer[field]);
}

/** Well formed, several lines allowed in what people write at length; undefined where nothing is said. */
function textOf(text: string | undefined): string | undefined {
  const clean = (text ?? '')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, ' ')
    .trim();
  return clean === '' ? undefined : clean;
}

function problem(code: AcknowledgeProblem, at: string, message: string, hint?: string, facts?: Facts): Problem<AcknowledgeProblem> {
  return { code, at, message, ...(hint === undefined ? {} : { hint }), ...(facts === undefined ? {} : { facts }) };
}
