import { millisecondsOf, type Instant } from '../basics/instant.ts';
import type { Language } from '../institutions/institution.ts';
import type { ConcernedReason } from '../matching/concerned.ts';
import { CERTAINTIES, type Certainty } from '../matching/match.ts';
import { URGENCIES } from '../deliveries/urgency.ts';
import type { TlpLabel } from '../sharing/tlp.ts';
import { answerDeadline, stepsDue } from './answer-deadline.ts';
import type { GivenAnswer, MemberMatter, OpenPoint, OpenState } from './open-point.ts';
import { standingOf } from './standing-of.ts';
import { whyTold } from './why-told.ts';

/** A line whose importance nobody gave comes after what is critical and important, and before what is known to be less (invariant 6). */
const IMPORTANCE_UNKNOWN = 2.5;
const ASKS_YOU: ReadonlySet<OpenState> = new Set(['to-answer', 'outdated', 'unconfirmed', 'risk-ended']);

/**
 * "Onze openstaande punten": per open warning and line of the inventory what is not done with, the most urgent first, within one urgency
 * the most important line, then the deadline. What is for information only is no point, and neither is what is closed for the institution.
 */
export function listOpenPoints(
  { matters, language }: { readonly matters: readonly MemberMatter[]; readonly language: Language },
  now: Instant,
): readonly OpenPoint[] {
  return matters.flatMap((matter) => pointsOf(matter, language, now)).toSorted(inOrder);
}

function pointsOf(matter: MemberMatter, language: Language, now: Instant): readonly OpenPoint[] {
  const { decision } = matter;
  if (!decision.told || decision.kind === 'close' || decision.urgency === 'for-information') return [];
  const standing = standingOf({ answers: matter.answers, decision, urgency: decision.urgency });
  if (standing.items.length === 0) return pointOf(matter, decision.reasons, standing.acknowledgement, undefined, language, now);
  return standing.items.flatMap(({ itemKey, acknowledgement }) => {
    const reasons = decision.reasons.filter(({ item }) => item?.key === itemKey);
    return pointOf(matter, reasons, acknowledgement, itemKey, language, now);
  });
}

function pointOf(
  matter: MemberMatter,
  reasons: readonly ConcernedReason[],
  answer: GivenAnswer | undefined,
  itemKey: string | undefined,
  language: Language,
  now: Instant,
): readonly OpenPoint[] {
  const state = openState(matter, answer, now);
  if (state === undefined) return [];
  const { warning, decision, text, askedAt } = matter;
  const steps = text?.actions ?? [];
  const deadlineAt = answerDeadline({ urgency: decision.urgency, steps, askedAt, hasBegun: !ASKS_YOU.has(state) });
  const certainty = strongest(reasons) ?? decision.certainty;
  return [
    {
      warningId: warning.id,
      reference: warning.reference,
      version: warning.releasedVersion,
      tlp: matter.tlp,
      title: text?.title,
      urgency: decision.urgency,
      certainty,
      reason: reasons[0]?.reason,
      because: whyTold({ decision: { kind: decision.kind, reasons }, language }),
      product: reasons[0]?.product,
      supplier: reasons[0]?.supplier,
      item: itemOf(reasons, itemKey, decision.label),
      state,
      asksYou: ASKS_YOU.has(state),
      askedAt,
      deadlineAt,
      isOverdue: deadlineAt !== undefined && millisecondsOf(deadlineAt) < millisecondsOf(now),
      steps: stepsDue(steps, askedAt),
      answer,
      assignment: matter.assignments.find((one) => one.itemKey === itemKey) ?? matter.assignments.find((one) => one.itemKey === undefined),
    },
  ];
}

/** Undefined where nothing is left to do. */
function openState(
  { decision, text }: Pick<MemberMatter, 'decision' | 'text'>,
  answer: GivenAnswer | undefined,
  now: Instant,
): OpenState | undefined {
  if (answer === undefined) return 'to-answer';
  if (answer.version < decision.askedInVersion) return 'outdated';
  switch (answer.answer) {
    case 'dont-know':
      return 'to-answer';
    case 'not-affected':
      return answer.confirmed ? undefined : 'unconfirmed';
    case 'need-help':
      return 'help-asked';
    case 'working':
    case 'forwarded':
      return 'in-progress';
    case 'risk-accepted':
      return answer.until !== undefined && answer.until < now.slice(0, 10) ? 'risk-ended' : undefined;
    case 'fixed':
    case 'worked-around':
      return text?.abuseCheck !== undefined && answer.abuseCheck !== 'clean' ? 'check-abuse' : undefined;
  }
}

function strongest(reasons: readonly ConcernedReason[]): Certainty | undefined {
  return CERTAINTIES.find((certainty) => reasons.some((reason) => reason.certainty === certainty));
}

function itemOf(reasons: readonly ConcernedReason[], itemKey: string | undefined, label: TlpLabel): OpenPoint['item'] {
  const item = reasons.find((reason) => reason.item?.key === itemKey)?.item;
  if (item === undefined) return undefined;
  const { version, ...line } = item;
  return { label, ...line, installedVersion: version };
}

function inOrder(a: OpenPoint, b: OpenPoint): number {
  return (
    URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) ||
    (a.item?.importance ?? IMPORTANCE_UNKNOWN) - (b.item?.importance ?? IMPORTANCE_UNKNOWN) ||
    compareTexts(a.deadlineAt ?? '9999', b.deadlineAt ?? '9999') ||
    CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty) ||
    compareTexts(a.reference, b.reference) ||
    compareTexts(a.item?.key ?? '', b.item?.key ?? '')
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
