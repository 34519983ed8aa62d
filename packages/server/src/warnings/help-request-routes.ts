import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/help-requests.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { helpNotice } from '@forewarn/core/warnings/help-due-at.ts';
import { recordReading } from '../audit/record-reading.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { ownerOf, whoseOf } from '../matters/work-matter.ts';
import {
  holdHelpRequest,
  listHelpOfInstitution,
  listHelpRequests,
  markHelpEnded,
  markHelpOwner,
  type HelpRequest,
} from './help-request-store.ts';

/** "Hulp nodig" and "bel mij terug": the CERT's queue of them, and what who asked sees. */
export function registerHelpRequestRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listHelpRequests, ({ principal, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      await recordReading(trx, machine, { principal, action: 'help-requests-read', subject: { kind: 'list', id: 'help-requests' } });
      const { ended = false, owner, ownerAccountId } = query;
      const whose = await whoseOf(trx, { name: owner, accountId: ownerAccountId });
      const found = await listHelpRequests(trx, { ended, ...(whose === undefined ? {} : { owner: whose }) });
      return { helpRequests: found.map((one) => shapeOf(one, machine.clock.now())) };
    }),
  );

  register(app, routes.takeHelpRequest, ({ principal, params, body }) =>
    work(machine, principal, params.id, 'taken', async (trx, request, now) => {
      if (request.endedAt !== null) return refuse('help-ended', 'This request is done.');
      const owner = await ownerOf(trx, principal, body.accountId);
      if (isRefusal(owner)) return owner;
      await markHelpOwner(trx, request.id, owner, now);
      return { owner: owner.name };
    }),
  );
  register(app, routes.leaveHelpRequest, ({ principal, params }) =>
    work(machine, principal, params.id, 'left', async (trx, request, now) => {
      if (request.owner === null || request.endedAt !== null) return refuse('nobodys', 'Nobody does this request.');
      await markHelpOwner(trx, request.id, null, now);
      return { owner: request.owner };
    }),
  );
  register(app, routes.endHelpRequest, ({ principal, params, body }) =>
    work(machine, principal, params.id, 'done', async (trx, request, now) => {
      if (request.endedAt !== null) return refuse('help-ended', 'This request is done already.');
      await markHelpEnded(trx, request.id, { at: now, by: principalName(principal), note: body.note });
      return {};
    }),
  );
  register(app, routes.reopenHelpRequest, ({ principal, params }) =>
    work(machine, principal, params.id, 'reopened', async (trx, request) => {
      if (request.endedBecause !== 'done') return refuse('help-open', 'This request is not done.');
      await markHelpEnded(trx, request.id, null);
      return {};
    }),
  );

  register(app, routes.listOwnHelpRequests, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if (principal.kind === 'institution' && principal.institutionId !== params.id)
        return refuse('not-yours', 'There is no such institution.');
      await recordReading(trx, machine, {
        principal,
        action: 'help-requests-read',
        subject: { kind: 'institution', id: params.id },
        institutionId: params.id,
      });
      const found = await listHelpOfInstitution(trx, params.id);
      return { notice: helpNotice(query.language ?? 'nl', machine.config.cert.name), helpRequests: found.map(ownShape) };
    }),
  );
}

type Work = (trx: Transaction, request: HelpRequest, now: Instant) => Promise<Readonly<Record<string, unknown>> | Refusal>;

async function work(machine: Machine, principal: Principal, id: string, verb: string, change: Work) {
  const now = machine.clock.now();
  return asPrincipal(machine.database, principal, async (trx) => {
    const request = await holdHelpRequest(trx, id);
    if (request === undefined) return refuse('no-such', 'There is no such request for help.');
    const details = await change(trx, request, now);
    if (isRefusal(details)) return details;
    const { institutionId } = request;
    const subject = { kind: 'help-request', id };
    await record(trx, { principal, at: now, action: `help-request-${verb}`, subject, institutionId, details });
    return shapeOf((await holdHelpRequest(trx, id)) ?? request, now);
  });
}

function shapeOf(request: HelpRequest, now: Instant) {
  return {
    ...ownShape(request),
    institutionId: request.institutionId,
    institution: request.institution,
    contact: request.contact ?? undefined,
    phone: request.phone ?? undefined,
    ownerAccountId: request.ownerAccountId ?? undefined,
    endedBy: request.endedBy ?? undefined,
    note: request.note ?? undefined,
    isLate: request.endedAt === null && request.dueAt < now,
  };
}

/** What the CERT notes stays the CERT's. */
function ownShape(request: HelpRequest) {
  return {
    id: request.id,
    warningId: request.warningId,
    reference: request.reference,
    urgency: request.urgency,
    askedAt: request.askedAt,
    askedBy: request.askedBy,
    remark: request.remark ?? undefined,
    dueAt: request.dueAt,
    owner: request.owner ?? undefined,
    ownedSince: request.ownedSince ?? undefined,
    endedAt: request.endedAt ?? undefined,
    endedBecause: request.endedBecause ?? undefined,
  };
}
