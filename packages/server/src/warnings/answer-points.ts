import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { AnswerInput } from '@forewarn/core/warnings/acknowledge.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { acknowledgeWarning } from './acknowledge-warning.ts';
import { loadOpenPoints } from './load-open-points.ts';
import { placesOf, type NamedPoint } from './places-of-points.ts';

export type PointAnswered = NamedPoint & {
  readonly outcome: 'answered' | 'unchanged' | 'refused';
  readonly acknowledgementId?: string;
  readonly code?: string;
  readonly message?: string;
};

/** One answer for several points, each a record of its own. What is refused is told at its place, and leaves the others answered. */
export async function answerPoints(
  machine: Machine,
  principal: Principal,
  given: {
    readonly institutionId: string;
    /** `version`: the one that was read, where it may be an earlier one. */
    readonly points: readonly (NamedPoint & { readonly version?: number })[];
    readonly input: Omit<AnswerInput, 'itemKey' | 'version'>;
  },
): Promise<readonly PointAnswered[]> {
  const { institutionId, input } = given;
  const { matters, drills } = await asPrincipal(machine.database, principal, (trx) =>
    loadOpenPoints(trx, principal, { institutionId, language: 'nl' }, machine.clock.now()),
  );
  const results: PointAnswered[] = [];
  for (const { warningId, line, version } of given.points) {
    const [place] = placesOf([{ warningId, line }], [...matters, ...drills]);
    if (place === undefined) {
      results.push({ warningId, line, outcome: 'refused', code: 'no-such', message: 'There is no such open point.' });
      continue;
    }
    const outcome = await acknowledgeWarning(machine, principal, {
      warningId,
      institutionId,
      input: { ...input, itemKey: place.itemKey, ...(version === undefined ? {} : { version }) },
    });
    results.push(
      isRefusal(outcome)
        ? { warningId, line, outcome: 'refused', code: outcome.code, message: outcome.message }
        : {
            warningId,
            line,
            outcome: outcome.kind === 'acknowledged' ? 'answered' : 'unchanged',
            acknowledgementId: outcome.acknowledgement.id,
          },
    );
  }
  return results;
}
