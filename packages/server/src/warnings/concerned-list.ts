import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { standingOf, type Standing, type StandingKind } from '@forewarn/core/warnings/standing-of.ts';
import type { Transaction } from '../database/open-database.ts';
import { deliveriesOfThreads, type StoredDelivery } from '../deliveries/delivery-store.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findCountedDecisions, findDecisions, type CountedDecision, type StoredDecision } from './concerned-store.ts';
import { findFirstReadings } from './first-reading-store.ts';
import { findReached, findReadingInstitutions, type Reached, type ReadingInstitution } from './reader-store.ts';
import type { StoredWarning } from './warning-store.ts';

/** How one institution stands towards a warning: decided, told, answered. */
export type ConcernedLine = {
  readonly institution: ReadingInstitution;
  readonly decision: StoredDecision;
  /** `unreachable` takes the place of `silent` where no channel reached anybody. */
  readonly standing: StandingKind | 'unreachable';
  readonly answers: Standing;
  /** First message that a receiver accepted. */
  readonly toldAt?: Instant;
  /** When somebody of it first opened the warning. */
  readonly readAt?: Instant;
  readonly deliveries: readonly StoredDelivery[];
};

export type ConcernedCounts = {
  readonly concerned: number;
  readonly told: number;
  readonly answered: number;
  readonly unconfirmed: number;
  readonly outdated: number;
  readonly silent: number;
  readonly unreachable: number;
  readonly closed: number;
  readonly stayedSilent: number;
  readonly byAnswer: Readonly<Record<string, number>>;
};

/** Worst first: whom nobody reached, who is silent, whose answer does not count yet. */
const ORDER: readonly ConcernedLine['standing'][] = [
  'unreachable',
  'silent',
  'outdated',
  'partly-answered',
  'unconfirmed',
  'answered',
  'closed',
  'not-asked',
];
const HEARD_OF: ReadonlySet<ConcernedLine['standing']> = new Set(['answered', 'unconfirmed', 'partly-answered']);

/** Every institution that a warning was decided for, the worst first, with the counts over them. Five queries, whatever the number. */
export async function concernedList(
  trx: Transaction,
  warning: StoredWarning,
): Promise<{ readonly lines: readonly ConcernedLine[]; readonly counts: ConcernedCounts }> {
  const decisions = await findDecisions(trx, warning.id);
  const ids = decisions.map((decision) => decision.institutionId);
  const institutions = await findReadingInstitutions(trx, ids);
  const answers = Map.groupBy(await listAcknowledgements(trx, warning.id), (answer) => answer.institutionId);
  const deliveries = Map.groupBy(await deliveriesOfThreads(trx, threadsOf(warning, ids)), (delivery) => delivery.institutionId);
  const readings = await findFirstReadings(trx, warning.id, ids);
  const lines = decisions
    .flatMap((decision) => {
      const institution = institutions.get(decision.institutionId);
      if (institution === undefined) return [];
      const its = deliveries.get(institution.id) ?? [];
      const sent = its.filter((delivery) => delivery.state === 'sent').map((delivery) => delivery.endedAt ?? delivery.plannedAt);
      const reached = { toldAt: sent.sort()[0], mayStillReach: its.some(({ state }) => state === 'planned' || state === 'held') };
      const readAt = readings.get(institution.id);
      return [{ institution, decision, deliveries: its, readAt, ...stands(decision, answers.get(institution.id) ?? [], reached) }];
    })
    .sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || a.institution.name.localeCompare(b.institution.name, 'nl'));
  return { lines, counts: countsOf(lines) };
}

/** The counts alone, for a list of many warnings: nothing is loaded that is not counted. */
export async function concernedCounts(trx: Transaction, warning: StoredWarning): Promise<ConcernedCounts> {
  const decisions = await findCountedDecisions(trx, warning.id);
  const answers = Map.groupBy(await listAcknowledgements(trx, warning.id), (answer) => answer.institutionId);
  const threads = threadsOf(
    warning,
    decisions.map((decision) => decision.institutionId),
  );
  const reached = await findReached(trx, threads);
  return countsOf(
    decisions.map((decision) => ({
      decision,
      ...stands(decision, answers.get(decision.institutionId) ?? [], reached.get(decision.institutionId) ?? { mayStillReach: false }),
    })),
  );
}

function threadsOf(warning: StoredWarning, institutionIds: readonly InstitutionId[]): readonly string[] {
  return institutionIds.map((id) => `${warning.matterId}/${id}`);
}

type Stands = Pick<ConcernedLine, 'standing' | 'answers' | 'toldAt'>;

function stands(decision: CountedDecision, answers: readonly Acknowledgement[], { toldAt, mayStillReach }: Reached): Stands {
  const standing = standingOf({ answers, decision, urgency: decision.urgency });
  const isUnheard = standing.kind === 'silent' || (standing.kind === 'not-asked' && decision.told);
  const isUnreachable = isUnheard && toldAt === undefined && !mayStillReach;
  return { standing: isUnreachable ? 'unreachable' : standing.kind, answers: standing, toldAt };
}

function countsOf(lines: readonly (Stands & { readonly decision: CountedDecision })[]): ConcernedCounts {
  const of = (...standings: readonly ConcernedLine['standing'][]) => lines.filter((line) => standings.includes(line.standing)).length;
  const told = lines.filter((line) => line.decision.told);
  const byAnswer: Record<string, number> = {};
  for (const { standing, answers } of told)
    if (answers.answer !== undefined && HEARD_OF.has(standing)) byAnswer[answers.answer] = (byAnswer[answers.answer] ?? 0) + 1;
  return {
    concerned: told.length,
    told: told.filter((line) => line.toldAt !== undefined).length,
    answered: told.filter((line) => HEARD_OF.has(line.standing)).length,
    unconfirmed: of('unconfirmed'),
    outdated: of('outdated'),
    silent: of('silent'),
    unreachable: of('unreachable'),
    closed: of('closed'),
    stayedSilent: lines.filter((line) => line.decision.kind === 'stay-silent' && !line.decision.told).length,
    byAnswer,
  };
}
