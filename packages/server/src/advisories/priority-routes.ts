import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/priority.ts';
import { RATED, rateSheet, SHEETS, type Rated, type Rating } from '@forewarn/core/advisories/likelihood-damage.ts';
import { saidBy } from '@forewarn/core/advisories/priority-clauses.ts';
import { decidingEpss, decidingExploited, decidingScore } from '@forewarn/core/advisories/priority-facts.ts';
import { SSVC_POINTS } from '@forewarn/core/advisories/ssvc.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { answerLikelihoodDamage } from './answer-likelihood-damage.ts';
import { answerSsvc } from './answer-ssvc.ts';
import { loadPriority, type Priority } from './load-priority.ts';

export function registerPriorityRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showPriority, async ({ principal, params }) => {
    const priority = await asPrincipal(machine.database, principal, (trx) => loadPriority(trx, params.id, machine.clock.now()));
    return priority === undefined ? refuse('no-such', 'There is no such advisory.') : present(priority);
  });

  register(app, routes.answerSsvc, ({ principal, params, body }) => answerSsvc(machine, principal, params.id, body));

  register(app, routes.answerLikelihoodDamage, ({ principal, params, body }) =>
    answerLikelihoodDamage(machine, principal, params.id, body),
  );
}

function present({ proposal, facts, listed, ssvcAnswers, ratings, rated }: Priority) {
  const { others, ...said } = proposal;
  const decides = { score: decidingScore(facts.scores), epss: decidingEpss(facts.epss), exploited: decidingExploited(facts.exploited) };
  const answers = rated?.answers ?? {};
  return {
    ...said,
    others: [...others],
    inputs: {
      exploited: facts.exploited.map((each) => {
        const entry = each.kind === 'list' ? listed.find(({ cve, list }) => cve === each.cve && list === each.by) : undefined;
        return {
          ...each,
          keeper: { nl: saidBy(each, 'nl'), en: saidBy(each, 'en') },
          ...(entry?.seenAt === undefined ? {} : { seenAt: entry.seenAt }),
          ...(entry?.dueOn === undefined ? {} : { dueOn: entry.dueOn }),
          ...(entry?.reportedBy === undefined ? {} : { reportedBy: entry.reportedBy }),
          decides: each === decides.exploited,
        };
      }),
      exploitPublic: [...facts.exploitPublic],
      scores: facts.scores.map((score) => ({ ...score, decides: score === decides.score })),
      epss: facts.epss.map((score) => ({ ...score, decides: score === decides.epss })),
      ssvc: { points: SSVC_POINTS, decisions: facts.ssvc, answers: ssvcAnswers },
      likelihoodDamage: {
        ratings: ratings.map(({ by, likelihood, damage, because }) => ({
          by,
          likelihood,
          damage,
          because,
          decides: by === facts.rating?.by,
        })),
        sheets: SHEETS,
        answers,
        bySheet: Object.fromEntries(RATED.map((each) => [each, rateSheet(each, answers)])) as Record<Rated, Rating>,
      },
      reach: facts.reach,
    },
  };
}
