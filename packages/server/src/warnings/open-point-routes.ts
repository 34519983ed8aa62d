import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/open-points.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { yearBefore } from '@forewarn/core/matching/weaken-old.ts';
import { boardSentence } from '@forewarn/core/warnings/board-sentence.ts';
import { memberHome } from '@forewarn/core/warnings/member-home.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { findInventoryAges } from '../matching/member-store.ts';
import { answerPoints } from './answer-points.ts';
import { assignPoints } from './assign-points.ts';
import { loadOpenPoints } from './load-open-points.ts';
import { openPointShape } from './open-point-shape.ts';
import { ownInstitution } from './own-institution.ts';

/** What a member has to do: the first screen on a phone, and the list of a CISO. */
export function registerOpenPointRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showHome, ({ principal, query }) =>
    ofMember(machine, principal, query, 'home-read', async (trx, { institution, language, matters, points }, now) => {
      const ages = await findInventoryAges(trx, [institution.id], yearBefore(now));
      const { itProvider } = institution;
      const home = memberHome({ points, matters, age: { newestCheckedAt: ages.get(institution.id) }, itProvider }, now);
      return {
        ...home,
        institutionId: institution.id,
        institution: institution.name,
        language,
        top: home.top === undefined ? undefined : { ...home.top, point: openPointShape(home.top.point, now), tlp: home.top.point.tlp },
        doneForYou: [...home.doneForYou],
        itProvider,
        help: { name: machine.config.cert.name, phone: machine.config.cert.phone },
      };
    }),
  );

  register(app, routes.listOpenPoints, ({ principal, query }) =>
    ofMember(machine, principal, query, 'open-points-read', async (_trx, { institution, language, points }, now) => ({
      institutionId: institution.id,
      counts: {
        open: points.length,
        asksYou: points.filter(({ asksYou }) => asksYou).length,
        overdue: points.filter(({ isOverdue }) => isOverdue).length,
        warnings: new Set(points.map(({ warningId }) => warningId)).size,
      },
      points: points.map((point) => openPointShape(point, now)),
      boardSentences: [...Map.groupBy(points, ({ warningId }) => warningId).values()].flatMap((its) => {
        const [first] = its;
        if (first === undefined) return [];
        const { warningId, reference, tlp } = first;
        return [{ warningId, reference, tlp, sentence: boardSentence(its, language, now) }];
      }),
    })),
  );

  register(app, routes.answerOpenPoints, async ({ principal, body }) => {
    const { institutionId: asked, points, ...input } = body;
    const institutionId = ownInstitution(principal, asked);
    if (isRefusal(institutionId)) return institutionId;
    const results = await answerPoints(machine, principal, { institutionId, points, input });
    return { answered: results.filter(({ outcome }) => outcome !== 'refused').length, results: [...results] };
  });

  register(app, routes.assignOpenPoints, async ({ principal, body }) => {
    const { institutionId: asked, ...given } = body;
    const institutionId = ownInstitution(principal, asked);
    return isRefusal(institutionId) ? institutionId : assignPoints(machine, principal, { ...given, institutionId });
  });
}

export type MemberPoints = Awaited<ReturnType<typeof loadOpenPoints>> & {
  readonly institution: NonNullable<Awaited<ReturnType<typeof findInstitution>>>;
  readonly language: Language;
};

/** Loads what is open for the institution that is asked of, and tells it where the CERT looks. */
export async function ofMember<Shown>(
  machine: Machine,
  principal: Principal,
  asked: { readonly institutionId?: string; readonly language?: Language },
  action: `${string}-${'read' | 'exported'}`,
  show: (trx: Transaction, loaded: MemberPoints, now: ReturnType<Machine['clock']['now']>) => Promise<Shown>,
) {
  const institutionId = ownInstitution(principal, asked.institutionId);
  if (isRefusal(institutionId)) return institutionId;
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const institution = await findInstitution(trx, institutionId);
    if (institution === undefined) return refuse('no-such', 'There is no such institution.');
    const language = asked.language ?? institution.language;
    const loaded = await loadOpenPoints(trx, principal, { institutionId, language }, now);
    await recordReading(trx, machine, {
      principal,
      action,
      subject: { kind: 'institution', id: institutionId },
      institutionId,
    });
    return show(trx, { ...loaded, institution, language }, now);
  });
}
