import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/wishes.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { URGENCIES } from '@forewarn/core/deliveries/urgency.ts';
import { proposeWishes, RELEVANCE_PERCENT_MIN, relevanceOf, weekOf, type JudgedWarning } from '@forewarn/core/warnings/relevance.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { loadWishes } from '../deliveries/wishes-store.ts';
import { register } from '../http/register.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { findJudged, findMissed, nameInstitutions } from './relevance-store.ts';

const QUARTER_SECONDS = 91 * 24 * 3_600;
/** More than any institution is told in a quarter. */
const ONE_MAX = 5_000;
const ALL_MAX = 500_000;
const BELOW_MAX = 100;

/** How much of what the CERT sends concerns its readers, by what they say (DOMAIN §7.7, rule 5). Counts alone, so no label is asked. */
export function registerRelevanceRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showRelevance, async ({ principal, params }) => {
    const isThere = await asPrincipal(machine.database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return false;
      const subject = { kind: 'institution', id: params.id };
      await recordReading(trx, machine, { principal, action: 'relevance-read', subject, institutionId: params.id });
      return true;
    });
    if (!isThere) return refuse('no-such', 'There is no such institution.');
    return asSystem(machine.database, 'relevance', async (trx) => {
      const of = { institutionId: params.id, since: secondsLater(machine.clock.now(), -QUARTER_SECONDS) };
      const judged = await findJudged(trx, { ...of, limit: ONE_MAX });
      const missed = (await findMissed(trx, of)).map(({ at }) => at);
      const wishesOf = await loadWishes(trx, [params.id]);
      // The floor of whoever gets most at once: a proposal is for those who are disturbed.
      const floors = (await findContacts(trx, [params.id])).map((contact) => URGENCIES.indexOf(wishesOf(contact).floor));
      const floor = URGENCIES[Math.max(0, ...floors)] ?? 'this-week';
      return {
        quarter: relevanceOf(judged, missed.length),
        weeks: [...weeksOf(judged, missed)],
        proposals: proposeWishes(judged, floor).map((proposal) => ({ ...proposal })),
      };
    });
  });

  register(app, routes.showTotalRelevance, ({ principal }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      await recordReading(trx, machine, { principal, action: 'relevance-read', subject: { kind: 'relevance', id: 'all' } });
      const since = secondsLater(machine.clock.now(), -QUARTER_SECONDS);
      const judged = await findJudged(trx, { since, limit: ALL_MAX });
      const missed = await findMissed(trx, { since });
      const byInstitution = Map.groupBy(judged, ({ institutionId }) => institutionId);
      const figures = [...byInstitution].map(([institutionId, its]) => {
        const missedByIt = missed.filter((one) => one.institutionId === institutionId).length;
        return { institutionId, ...relevanceOf(its, missedByIt) };
      });
      const below = figures
        .filter(({ sharePercent }) => sharePercent !== undefined && sharePercent < RELEVANCE_PERCENT_MIN)
        .toSorted((a, b) => (a.sharePercent ?? 0) - (b.sharePercent ?? 0) || b.judged - a.judged)
        .slice(0, BELOW_MAX);
      const names = await nameInstitutions(
        trx,
        below.map(({ institutionId }) => institutionId),
      );
      return {
        quarter: relevanceOf(judged, missed.length),
        weeks: [
          ...weeksOf(
            judged,
            missed.map(({ at }) => at),
          ),
        ],
        below: below.map((one) => ({ ...one, institution: names.get(one.institutionId) ?? '' })),
      };
    }),
  );
}

function weeksOf(judged: readonly JudgedWarning[], missed: readonly JudgedWarning['toldAt'][]) {
  const byWeek = Map.groupBy(judged, ({ toldAt }) => weekOf(toldAt));
  const weeks = [...new Set([...byWeek.keys(), ...missed.map(weekOf)])].toSorted().toReversed();
  return weeks.map((week) => ({ week, ...relevanceOf(byWeek.get(week) ?? [], missed.filter((at) => weekOf(at) === week).length) }));
}
