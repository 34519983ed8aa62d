import { createHash } from 'node:crypto';
import { pathFor } from '@forewarn/api/portal.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import type { DeskFault } from '@forewarn/core/warnings/desk-fault.ts';
import type { DeskIncident } from '@forewarn/core/warnings/desk-incident.ts';
import type { OpenPoint } from '@forewarn/core/warnings/open-point.ts';
import { record } from '../audit/record.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import { InternalFault } from '../internal-fault.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import type { Machine } from '../machine.ts';
import { openDoor, type Door } from '../outbound/door.ts';
import { askServiceDesk } from './ask-service-desk.ts';
import { loadOpenPoints } from './load-open-points.ts';
import { OPEN_POINT_WORDS } from './open-point-words.ts';
import {
  findServiceDesk,
  insertIncidents,
  listDesksWithWork,
  listIncidents,
  noteDeskOutcome,
  updateIncident,
  type ServiceDesk,
  type StoredIncident,
} from './service-desk-store.ts';

/** Every few minutes: the desks that have something to be made or looked at again. */
export async function workServiceDesks(machine: Machine): Promise<void> {
  await asSystem(machine.database, 'work-service-desks', async (trx) => {
    const desks = await listDesksWithWork(trx);
    await enqueueAll(
      trx,
      'work-service-desk',
      desks.map((institutionId) => ({ payload: { institutionId }, key: `work-service-desk:${institutionId}` })),
    );
  });
}

/**
 * Makes the incidents that wait and asks how the others stand. Key: our external number, which is looked for at the desk before anything is
 * made there, so that a second run finds the first. A desk that is closed or wrong is noted, shown, and asked again the next time.
 */
export async function workServiceDesk(machine: Machine, payload: unknown): Promise<void> {
  const { institutionId, points } = (payload ?? {}) as Record<string, unknown>;
  if (typeof institutionId !== 'string') throw new InternalFault('a work-service-desk job names no institution');
  const { desk, incidents } = await asSystem(machine.database, 'work-service-desk', async (trx) => {
    if (Array.isArray(points))
      await insertIncidents(
        trx,
        institutionId,
        points.flatMap((point) => waitingOf(institutionId, point)),
      );
    return { desk: await findServiceDesk(trx, institutionId), incidents: await listIncidents(trx, institutionId) };
  });
  const open = incidents.filter(({ closed }) => !closed);
  if (desk === undefined || !desk.enabled || open.length === 0) return;
  const door = openDoor({ userAgent: `Forewarn (${machine.config.cert.domain})`, nameServers: machine.config.nameServers });
  try {
    const fault = await workThrough(machine, door, desk, open);
    const now = machine.clock.now();
    await asSystem(machine.database, 'work-service-desk', (trx) => noteDeskOutcome(trx, desk, now, fault));
  } finally {
    await door.close();
  }
}

function waitingOf(institutionId: string, point: unknown) {
  const { warningId, itemKey } = (point ?? {}) as Record<string, unknown>;
  if (typeof warningId !== 'string') return [];
  const key = typeof itemKey === 'string' ? itemKey : undefined;
  const digest = createHash('sha256')
    .update(`${institutionId}/${warningId}/${key ?? ''}`)
    .digest('hex');
  return [{ warningId, ...(key === undefined ? {} : { itemKey: key }), externalNumber: `FW-${digest.slice(0, 20)}` }];
}

/** The first fault ends it: a desk that does not answer is not asked two hundred times. */
async function workThrough(
  machine: Machine,
  door: Door,
  desk: ServiceDesk,
  open: readonly StoredIncident[],
): Promise<DeskFault | undefined> {
  const points = await pointsOf(machine, desk.institutionId);
  for (const incident of open) {
    const point = points.find(
      (one) => one.warningId === incident.warningId && (incident.itemKey === undefined || one.item?.key === incident.itemKey),
    );
    const found = await askServiceDesk(machine, door, desk, { method: 'GET', path: placeOf(incident) });
    if (found.kind === 'fault') return found.fault;
    // What is answered already needs no incident any more, and one that the desk threw away is not made again.
    const isToBeMade = found.incident === undefined && incident.incidentId === undefined && point !== undefined;
    const body = isToBeMade ? bodyOf(machine, desk.institutionId, incident, point) : undefined;
    const answered = body === undefined ? found : await askServiceDesk(machine, door, desk, { method: 'POST', path: '/incidents', body });
    if (answered.kind === 'fault') return answered.fault;
    if (answered.incident !== undefined) await keepSeen(machine, desk.institutionId, incident, answered.incident);
  }
  return undefined;
}

/** What the desk says of one incident: in the trail when it was made there, and when it moved. */
async function keepSeen(machine: Machine, institutionId: string, before: StoredIncident, seen: DeskIncident): Promise<void> {
  const now = machine.clock.now();
  const isNew = before.incidentId === undefined;
  await asSystem(machine.database, 'work-service-desk', async (trx) => {
    await updateIncident(trx, institutionId, before.externalNumber, seen, now);
    if (!isNew && seen.status === before.status && seen.closed === before.closed) return;
    await record(trx, {
      principal: { kind: 'system', name: 'work-service-desk' },
      at: now,
      action: isNew ? 'incident-made' : 'incident-moved',
      subject: { kind: 'warning', id: before.warningId },
      institutionId,
      details: { externalNumber: before.externalNumber, ...(isNew ? {} : { closed: seen.closed }) },
    });
  });
}

function placeOf({ incidentId, externalNumber }: StoredIncident): string {
  return incidentId === undefined
    ? `/incidents?query=${encodeURIComponent(`externalNumber=='${externalNumber}'`)}`
    : `/incidents/id/${incidentId}`;
}

/** Read as the institution by a code from a mail reads: what goes to another system is never above GREEN, and holds no version. */
function readerFor(institutionId: string): Principal {
  return { kind: 'institution', name: 'service desk', institutionId: idOf<'Institution'>(institutionId), roles: [], assurance: 'email' };
}

async function pointsOf(machine: Machine, institutionId: string): Promise<readonly OpenPoint[]> {
  const principal = readerFor(institutionId);
  const loaded = await asPrincipal(machine.database, principal, (trx) =>
    loadOpenPoints(trx, principal, { institutionId, language: 'nl' }, machine.clock.now()),
  );
  return loaded.points;
}

const BRIEF_CHARACTERS_MAX = 80; // TOPdesk's briefDescription

function bodyOf(machine: Machine, institutionId: string, { externalNumber }: StoredIncident, point: OpenPoint): object {
  const words = OPEN_POINT_WORDS.nl;
  const isTold = mayRead(readerFor(''), point.tlp, machine.clock.now(), 'webhook');
  const title = isTold && point.title !== undefined ? point.title : words.notice;
  const steps = isTold ? point.steps.map(({ text }, place) => `${place + 1}. ${text}`) : [];
  return {
    externalNumber,
    briefDescription: `${point.reference} ${title}`.slice(0, BRIEF_CHARACTERS_MAX),
    request: [
      `${words.urgencies[point.urgency]}.`,
      title,
      ...(isTold ? [point.because] : []),
      ...steps,
      machine.publicUrl + pathFor(institutionId, `/home/${point.warningId}`),
    ].join('\n'),
    ...(point.deadlineAt === undefined ? {} : { targetDate: point.deadlineAt }),
  };
}
