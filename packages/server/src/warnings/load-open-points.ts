import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { listOpenPoints } from '@forewarn/core/warnings/list-open-points.ts';
import type { MemberMatter, OpenPoint } from '@forewarn/core/warnings/open-point.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import type { Transaction } from '../database/open-database.ts';
import { listAnswersOf } from './acknowledgement-store.ts';
import { findAnsweringProviders, findAssignments, findToldWarnings, type ToldWarning } from './member-matter-store.ts';

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
  const pointsOf = await loadOpenPointsOf(trx, principal, { institutionIds: [of.institutionId], language: of.language }, now);
  return pointsOf(of.institutionId);
}

/** The same for several at once: as many queries as for one. */
export async function loadOpenPointsOf(
  trx: Transaction,
  principal: Principal,
  { institutionIds, language }: { readonly institutionIds: readonly string[]; readonly language: Language },
  now: Instant,
): Promise<(institutionId: string) => LoadedPoints> {
  const told = await findToldWarnings(trx, institutionIds);
  const ids = [...new Set(told.map(({ id }) => id))];
  const assignments = Map.groupBy(await findAssignments(trx, institutionIds), keyOf);
  const providers = await findAnsweringProviders(trx, ids, institutionIds);
  const answers = Map.groupBy(await listAnswersOf(trx, ids, institutionIds), keyOf);
  const matterOf = (one: ToldWarning): MemberMatter => {
    const { id, reference, releasedVersion, texts, askedAt, decision } = one;
    // Where the version may not be read its own label is not told either; that of the personal block is never freer.
    const tlp = one.tlp ?? decision.label;
    const key = keyOf({ institutionId: one.institutionId, warningId: id });
    return {
      warning: { id: idOf<'Warning'>(id), reference, releasedVersion },
      tlp,
      text: texts === undefined || !mayRead(principal, tlp, now) ? undefined : textFor(texts, language, decision.part),
      decision,
      askedAt: askedAt ?? now,
      answers: (answers.get(key) ?? []).map((answer) => ({ ...answer, provider: providers.get(answer.id) })),
      assignments: assignments.get(key) ?? [],
    };
  };
  const pointsOf = (some: readonly MemberMatter[]) => listOpenPoints({ matters: some, language }, now);
  const byInstitution = Map.groupBy(told, ({ institutionId }) => institutionId);
  return (institutionId) => {
    const its = byInstitution.get(institutionId) ?? [];
    const matters = its.filter(({ isDrill }) => !isDrill).map(matterOf);
    const drills = its.filter(({ isDrill }) => isDrill).map(matterOf);
    return { matters, points: pointsOf(matters), drills, drillPoints: pointsOf(drills) };
  };
}

function keyOf({ institutionId, warningId }: { readonly institutionId: string; readonly warningId: string }): string {
  return `${institutionId}/${warningId}`;
}
