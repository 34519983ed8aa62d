import type { InstitutionId } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { standingOf, type Standing, type StandingKind } from '@forewarn/core/warnings/standing-of.ts';
import type { Transaction } from '../database/open-database.ts';
import { deliveriesOfThreads, type StoredDelivery } from '../deliveries/delivery-store.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findDecisions, type StoredDecision } from './concerned-store.ts';
import { findReadingInstitutions, type ReadingInstitution } from './reader-store.ts';
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

/** Every institution that a warning was decided for, the worst first, with the counts over them. Four queries, whatever the number. */
export async function concernedList(
  trx: Transaction,
  warning: StoredWarning,
): Promise<{ readonly lines: readonly ConcernedLine[]; readonly counts: ConcernedCounts }> {
  const decisions = await findDecisions(trx, warning.id);
  const ids = decisions.map((decision) => decision.institutionId);
  const institutions = await findReadingInstitutions(trx, ids);
  const answers = groupBy(await listAcknowledgements(trx, warning.id), (answer) => answer.institutionId);
  const deliveries = groupBy(
    await deliveriesOfThreads(
      trx,
      ids.map((id) => `${warning.matterId}/${id}`),
    ),
    (delivery) => delivery.institutionId,
  );
  const lines = decisions
    .flatMap((decision) => {
      const institution = institutions.get(decision.institutionId);
      if (institution === undefined) return [];
      return [lineOf(institution, decision, answers.get(institution.id) ?? [], deliveries.get(institution.id) ?? [])];
    })
    .sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || a.institution.name.localeCompare(b.institution.name, 'nl'));
  return { lines, counts: countsOf(lines) };
}

function lineOf(
  institution: ReadingInstitution,
  decision: StoredDecision,
  answers: readonly Acknowledgement[],
  deliveries: readonly StoredDelivery[],
): ConcernedLine {
  const standing = standingOf({ answers, decision, urgency: decision.urgency });
  const sent = deliveries.filter((delivery) => delivery.state === 'sent').map((delivery) => delivery.endedAt ?? delivery.plannedAt);
  const reachable = deliveries.some((delivery) => delivery.state === 'sent' || delivery.state === 'planned');
  const isUnheard = standing.kind === 'silent' || (standing.kind === 'not-asked' && decision.told);
  return {
    institution,
    decision,
    standing: isUnheard && !reachable ? 'unreachable' : standing.kind,
    answers: standing,
    toldAt: sent.sort()[0],
    deliveries,
  };
}

function countsOf(lines: readonly ConcernedLine[]): ConcernedCounts {
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

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => InstitutionId): ReadonlyMap<InstitutionId, readonly Row[]> {
  return Map.groupBy(rows, keyOf);
}
