import {
  likelihoodDamageOf,
  RATED,
  rateSheet,
  unknownAnswers,
  type Level,
  type LikelihoodDamage,
  type Rated,
  type SheetAnswers,
} from '@forewarn/core/advisories/likelihood-damage.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { endRating, holdAnswers, insertRating } from './priority-answer-store.ts';
import { findInForce } from './priority-store.ts';

export const BECAUSE_CHARACTERS_MAX = 500;

export type LikelihoodDamageAnswers = {
  /** By question of the sheet. */
  readonly answers?: SheetAnswers;
  /** The level that the analyst gives; what the sheet gives where absent. */
  readonly likelihood?: Level;
  readonly damage?: Level;
  /** Why it is another one than the sheet or the publisher gives. */
  readonly because?: string;
};

/**
 * Keeps an analyst's kans and schade in place of an earlier one; nothing at all takes it back. Refusals: `no-such`; `input-unreadable` for a question or
 * answer that there is not; `reason-missing` where the level is another one than the sheet or the publisher gives and nobody says why.
 */
export async function answerLikelihoodDamage(
  machine: Machine,
  principal: Principal,
  advisoryId: string,
  input: LikelihoodDamageAnswers,
): Promise<{ readonly kind: 'answered' } | Refusal> {
  const answers = input.answers ?? {};
  const [unknown] = unknownAnswers(answers);
  if (unknown !== undefined)
    return refuse('input-unreadable', `The sheet has no question, or no such answer to it: "${unknown.slice(0, 60)}".`, undefined, {
      about: 'sheet',
    });
  const because = cleanText(input.because ?? '', BECAUSE_CHARACTERS_MAX);
  return asPrincipal(machine.database, principal, async (trx) => {
    const found = await findInForce(trx, advisoryId);
    if (found === undefined) return refuse('no-such', 'There is no such advisory.');
    const levels = { ...levelOf('likelihood', input, answers), ...levelOf('damage', input, answers) };
    const [deviation] = RATED.flatMap((rated) => deviationOf(rated, levels, answers, likelihoodDamageOf(found.advisory)));
    if (deviation !== undefined && because === '') return refuse('reason-missing', deviation, 'Say why in one sentence ("because").');
    const now = machine.clock.now();
    await holdAnswers(trx, advisoryId);
    await endRating(trx, advisoryId, now);
    if (Object.keys(levels).length + Object.keys(answers).length > 0)
      await insertRating(trx, advisoryId, {
        answers,
        ...levels,
        ...(because === '' ? {} : { because }),
        by: principalName(principal),
        at: now,
      });
    const details = { ...levels, answers: Object.keys(answers).length };
    await record(trx, { principal, at: now, action: 'likelihood-damage-answered', subject: { kind: 'advisory', id: advisoryId }, details });
    return { kind: 'answered' };
  });
}

function levelOf(rated: Rated, input: LikelihoodDamageAnswers, answers: SheetAnswers): LikelihoodDamage {
  const rating = rateSheet(rated, answers);
  const level = input[rated] ?? (rating.kind === 'rated' ? rating.level : undefined);
  return level === undefined ? {} : { [rated]: level };
}

/** Where the analyst's level is another one than the sheet gives, else than the publisher does. */
function deviationOf(rated: Rated, levels: LikelihoodDamage, answers: SheetAnswers, publisher: LikelihoodDamage): readonly string[] {
  const level = levels[rated];
  const rating = rateSheet(rated, answers);
  if (level === undefined) return [];
  if (rating.kind === 'rated' && rating.level !== level) return [`The sheet gives ${rated} ${rating.level}, and you ${level}.`];
  const theirs = publisher[rated];
  return theirs === undefined || theirs === level ? [] : [`The publisher gives ${rated} ${theirs}, and you ${level}.`];
}
