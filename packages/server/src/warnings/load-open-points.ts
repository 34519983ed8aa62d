import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { listOpenPoints } from '@forewarn/core/warnings/list-open-points.ts';
import type { MemberMatter, OpenPoint } from '@forewarn/core/warnings/open-point.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { findAnsweringProviders, findAssignments, findToldWarnings } from './member-matter-store.ts';

export type LoadedPoints = {
  readonly matters: readonly MemberMatter[];
  readonly points: readonly OpenPoint[];
  /** Exercises that the institution takes part in, and their points; never among the others. */
  readonly drills: readonly MemberMatter[];
  readonly drillPoints: readonly OpenPoint[];
};

/** What is open for one institution, as far as this principal may read it. */
export async function loadOpenPoints(
  trx: Transaction,
  principal: Principal,
  of: { readonly institutionId: string; readonly language: Language },
  now: Instant,
): Promise<LoadedPoints> {
  const told = await findToldWarnings(trx, of.institutionId);
  const ids = told.map(({ id }) => id);
  const assignments = Map.groupBy(await findAssignments(trx, of.institutionId), ({ warningId }) => warningId);
  const providers = await findAnsweringProviders(trx, ids, of.institutionId);
  const matters: MemberMatter[] = [];
  const drills: MemberMatter[] = [];
  for (const { id, reference, isDrill, releasedVersion, texts, askedAt, decision, ...version } of told) {
    // Where the version may not be read its own label is not told either; that of the personal block is never freer.
    const tlp = version.tlp ?? decision.label;
    const answers = await listAcknowledgements(trx, id, of.institutionId);
    (isDrill ? drills : matters).push({
      warning: { id: idOf<'Warning'>(id), reference, releasedVersion },
      tlp,
      text: texts === undefined || !mayRead(principal, tlp, now) ? undefined : textFor(texts, of.language, decision.part),
      decision,
      askedAt: askedAt ?? now,
      answers: answers.map((answer) => ({ ...answer, provider: providers.get(answer.id) })),
      assignments: assignments.get(id) ?? [],
    });
  }
  const pointsOf = (some: readonly MemberMatter[]) => listOpenPoints({ matters: some, language: of.language }, now);
  return { matters, points: pointsOf(matters), drills, drillPoints: pointsOf(drills) };
}
