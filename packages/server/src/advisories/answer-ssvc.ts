import { cvesOf } from '@forewarn/core/advisories/severity.ts';
import { isSsvcValue, SSVC_POINTS, type SsvcPoint } from '@forewarn/core/advisories/ssvc.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { endSsvcAnswer, holdAnswers, insertSsvcAnswer } from './priority-answer-store.ts';
import { findInForce } from './priority-store.ts';

export type SsvcAnswers = {
  /** By question; null takes the answer back. */
  readonly answers: Readonly<Record<string, string | null>>;
  /** Of this vulnerability; absent: of the advisory as a whole. */
  readonly cve?: string;
};

/** Keeps what somebody answers; an earlier answer stays in the history. Refusals: `no-such`; `input-unreadable` for a question or answer that there is not. */
export async function answerSsvc(
  machine: Machine,
  principal: Principal,
  advisoryId: string,
  { answers, cve }: SsvcAnswers,
): Promise<{ readonly kind: 'answered' } | Refusal> {
  const wrong = Object.entries(answers).find(([point, value]) => !isPoint(point) || (value !== null && !isSsvcValue(point, value)));
  if (wrong !== undefined) return refuseAnswer(...wrong);
  return asPrincipal(machine.database, principal, async (trx) => {
    const found = await findInForce(trx, advisoryId);
    if (found === undefined) return refuse('no-such', 'There is no such advisory.');
    if (cve !== undefined && !cvesOf(found.advisory).includes(cve))
      return refuse('input-unreadable', `The advisory does not name ${cve}.`, undefined, { about: 'cve', cve });
    const now = machine.clock.now();
    await holdAnswers(trx, advisoryId);
    for (const [point, value] of Object.entries(answers)) {
      if (!isPoint(point)) continue;
      const place = { advisoryId, point, ...(cve === undefined ? {} : { cve }) };
      await endSsvcAnswer(trx, place, now);
      if (value !== null) await insertSsvcAnswer(trx, place, { value, by: principalName(principal) }, now);
    }
    const details = { points: Object.keys(answers), ...(cve === undefined ? {} : { cve }) };
    await record(trx, { principal, at: now, action: 'ssvc-answered', subject: { kind: 'advisory', id: advisoryId }, details });
    return { kind: 'answered' };
  });
}

function isPoint(text: string): text is SsvcPoint {
  return Object.hasOwn(SSVC_POINTS, text);
}

function refuseAnswer(point: string, value: string | null): Refusal {
  if (!isPoint(point))
    return refuse('input-unreadable', `SSVC has no question "${point}".`, `The questions are ${Object.keys(SSVC_POINTS).join(', ')}.`, {
      about: 'ssvc',
    });
  return refuse('input-unreadable', `"${value}" is no answer to "${point}".`, `The answers are ${SSVC_POINTS[point].join(', ')}.`, {
    about: 'ssvc',
  });
}
