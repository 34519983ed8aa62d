import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/service-desk.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { describeDeskFault, describeDeskWorks } from '@forewarn/core/warnings/desk-fault.ts';
import { principalName } from '@forewarn/core/institutions/principal.ts';
import { beforeAndAfter } from '../audit/before-and-after.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { placeOfSecret } from '../database/reseal-secrets.ts';
import { register } from '../http/register.ts';
import { ownInstitution } from '../institutions/own-institution.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { loadOpenPoints } from './load-open-points.ts';
import { lineOfKey, placesOf } from './places-of-points.ts';
import {
  findServiceDesk,
  hasServiceDesk,
  keepServiceDesk,
  listIncidents,
  removeServiceDesk,
  type ServiceDesk,
} from './service-desk-store.ts';
import { NO_DESK, tryServiceDesk } from './try-service-desk.ts';

/** Each goes out to somebody else's machine. */
const TESTS_PER_MINUTE_MAX = 6;

const OWN_ALONE = refuse('not-allowed', 'Only the institution itself keeps its service desk.', undefined, { about: 'institution-itself' });

/** The connection of a member with its own service desk. */
export function registerServiceDeskRoutes(app: FastifyInstance, machine: Machine): void {
  const { database, clock, secrets } = machine;

  register(app, routes.showServiceDesk, ({ principal }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    return asPrincipal(database, principal, async (trx) => {
      const desk = await findServiceDesk(trx, institutionId);
      const { points } = await loadOpenPoints(trx, principal, { institutionId, language: 'nl' }, clock.now());
      const incidents = (await listIncidents(trx, institutionId)).map(({ incidentId: _, itemKey, ...incident }) => {
        const isOpen = points.some((one) => one.warningId === incident.warningId && (itemKey === undefined || one.item?.key === itemKey));
        return {
          ...incident,
          line: itemKey === undefined ? undefined : lineOfKey(itemKey),
          proposes: incident.closed && isOpen ? ('fixed' as const) : undefined,
        };
      });
      return { desk: desk === undefined ? undefined : shown(desk), incidents };
    });
  });

  register(app, routes.keepServiceDesk, ({ principal, body }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    if (!isDeskAddress(body.url, machine.config.allowPrivateWebhooks))
      return refuse('input-unreadable', 'This is no address of a service desk.', 'It begins with https:// and holds no password.', {
        about: 'desk',
      });
    const place = placeOfSecret({ table: 'service_desks', column: 'password' }, institutionId);
    const password = body.password === undefined ? undefined : secrets.seal(body.password, place);
    return asPrincipal(database, principal, async (trx) => {
      const at = clock.now();
      const before = await findServiceDesk(trx, institutionId);
      const { url, userName } = body;
      const wanted = { institutionId, url, userName, enabled: body.enabled ?? true, changedAt: at, changedBy: principalName(principal) };
      await keepServiceDesk(trx, wanted, password);
      const after = await findServiceDesk(trx, institutionId);
      await record(trx, {
        principal,
        at,
        action: 'service-desk-changed',
        subject: { kind: 'service-desk', id: institutionId },
        institutionId,
        details: { ...beforeAndAfter({ url: before?.url, enabled: before?.enabled }, { url, enabled: wanted.enabled }) },
      });
      return after === undefined ? NO_DESK : shown(after);
    });
  });

  register(
    app,
    routes.testServiceDesk,
    async ({ principal }) => {
      if (principal.kind !== 'institution') return OWN_ALONE;
      const tested = await tryServiceDesk(machine, principal);
      if (isRefusal(tested)) return tested;
      const { fault } = tested;
      return fault === undefined
        ? { works: true, nl: describeDeskWorks('nl'), en: describeDeskWorks('en') }
        : { works: false, nl: describeDeskFault(fault, 'nl'), en: describeDeskFault(fault, 'en') };
    },
    { perMinuteMax: TESTS_PER_MINUTE_MAX },
  );

  register(app, routes.removeServiceDesk, ({ principal }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    return asPrincipal(database, principal, async (trx) => {
      if (!(await removeServiceDesk(trx, institutionId))) return NO_DESK;
      const subject = { kind: 'service-desk', id: institutionId };
      await record(trx, { principal, at: clock.now(), action: 'service-desk-removed', subject, institutionId });
      return { removed: true };
    });
  });

  register(app, routes.sendToServiceDesk, ({ principal, body }) => {
    const institutionId = ownInstitution(principal, body.institutionId);
    if (isRefusal(institutionId)) return institutionId;
    return asPrincipal(database, principal, async (trx) => {
      const at = clock.now();
      const { matters } = await loadOpenPoints(trx, principal, { institutionId, language: 'nl' }, at);
      const points = placesOf(body.points, matters).map(({ warningId, itemKey }) => ({ warningId, itemKey }));
      if (points.length < body.points.length) return refuse('no-such', 'There is no such open point.');
      if (!(await hasServiceDesk(trx, institutionId))) return NO_DESK;
      await enqueue(trx, 'work-service-desk', { institutionId, points });
      const subject = { kind: 'service-desk', id: institutionId };
      const details = { warnings: [...new Set(points.map(({ warningId }) => warningId))], points: points.length };
      await record(trx, { principal, at, action: 'points-sent-to-desk', subject, institutionId, details });
      return { queued: points.length };
    });
  });
}

function isDeskAddress(text: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  const isPlain = username === '' && password === '' && search === '' && hash === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && allowPrivate));
}

function shown({ institutionId: _, password, lastFault, ...desk }: ServiceDesk) {
  const inWords = lastFault === undefined ? undefined : { nl: describeDeskFault(lastFault, 'nl'), en: describeDeskFault(lastFault, 'en') };
  return { ...desk, hasPassword: password !== undefined, lastFault: inWords };
}
