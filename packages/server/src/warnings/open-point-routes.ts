import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/open-points.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { yearBefore } from '@forewarn/core/matching/weaken-old.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
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
import { openPointsCsv, openPointsLabel, openPointsPages } from './open-point-file.ts';
import { openPointShape } from './open-point-shape.ts';
import { ownInstitution } from '../institutions/own-institution.ts';
import { hasServiceDesk, listIncidents } from './service-desk-store.ts';
import { proofPdf } from './proof-pdf.ts';

/** A page of paper is set in a thread of its own. */
const EXPORTS_PER_MINUTE_MAX = 20;

/** What a member has to do: the first screen on a phone, and the list of a CISO. */
export function registerOpenPointRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showHome, ({ principal, query }) =>
    ofMember(machine, principal, query, 'home-read', async (trx, { institution, language, matters, points, drillPoints }, now) => {
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
        drills: drillPoints.map(({ warningId, reference, tlp, title, asksYou }) => ({ warningId, reference, tlp, title, asksYou })),
        itProvider,
        help: { name: machine.config.cert.name, phone: machine.config.cert.phone },
      };
    }),
  );

  register(app, routes.listOpenPoints, ({ principal, query }) =>
    ofMember(machine, principal, query, 'open-points-read', async (trx, { institution, language, points, drillPoints }, now) => {
      const sent = await listIncidents(trx, institution.id);
      return {
        institutionId: institution.id,
        counts: {
          open: points.length,
          asksYou: points.filter(({ asksYou }) => asksYou).length,
          overdue: points.filter(({ isOverdue }) => isOverdue).length,
          warnings: new Set(points.map(({ warningId }) => warningId)).size,
        },
        points: points.map((point) => openPointShape(point, now, sent)),
        hasServiceDesk: await hasServiceDesk(trx, institution.id),
        drillPoints: drillPoints.map((point) => openPointShape(point, now)),
        boardSentences: [...Map.groupBy(points, ({ warningId }) => warningId).values()].flatMap((its) => {
          const [first] = its;
          if (first === undefined) return [];
          const { warningId, reference, tlp } = first;
          return [{ warningId, reference, tlp, sentence: boardSentence(its, language, now) }];
        }),
      };
    }),
  );

  register(
    app,
    routes.exportOpenPoints,
    async ({ principal, query, reply }) => {
      const format = query.format ?? 'csv';
      const file = await ofMember(machine, principal, query, 'open-points-exported', async (_trx, loaded, now) => ({
        principal,
        now,
        cert: machine.config.cert.name,
        institution: loaded.institution.name,
        points: loaded.points,
        language: loaded.language,
      }));
      if (isRefusal(file)) return file;
      if (!mayRead(principal, openPointsLabel(file), file.now, 'export'))
        return refuse('not-allowed', 'This is not for you to take along.', undefined, { about: 'take-along' });
      const body = format === 'csv' ? openPointsCsv(file) : await proofPdf(openPointsPages(file));
      if (typeof body !== 'string' && isRefusal(body)) return body;
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf')
        .header('content-disposition', `attachment; filename="open-points.${format}"`)
        .send(typeof body === 'string' ? body : Buffer.from(body));
    },
    { perMinuteMax: EXPORTS_PER_MINUTE_MAX },
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

type MemberPoints = Awaited<ReturnType<typeof loadOpenPoints>> & {
  readonly institution: NonNullable<Awaited<ReturnType<typeof findInstitution>>>;
  readonly language: Language;
};

/** Loads what is open for the institution that is asked of, and tells it where the CERT looks. */
async function ofMember<Shown>(
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
