import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/queue.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { shapeOf } from '../matters/matter-routes.ts';
import { findMatter } from '../matters/matter-store.ts';
import { mergeMatters, splitMatter, undoMerge, type Moved } from '../matters/merge-matters.ts';
import { listColleagues, listSteps, type MatterStep } from '../matters/step-store.ts';
import { workMatter } from '../matters/work-matter.ts';
import { handOverShift } from './hand-over-shift.ts';
import { loadQueue } from './load-queue.ts';

/** The duty desk's queue and what is done with a matter there. */
export function registerQueueRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listQueue, ({ principal, query }) => {
    const [changedAt, id] = query.after?.split('_') ?? [];
    const after = changedAt === undefined || id === undefined ? {} : { after: { changedAt, id } };
    const { after: _, limit = 50, ...which } = query;
    return asPrincipal(machine.database, principal, (trx) => loadQueue(trx, { ...which, ...after, limit }, machine.clock.now()));
  });

  register(app, routes.listMatterSteps, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findMatter(trx, params.id)) === undefined) return refuse('no-such', 'There is no such matter.');
      return { steps: (await listSteps(trx, params.id)).map(stepShape) };
    }),
  );
  registerWork(app, machine);
  registerMoves(app, machine);
}

function registerWork(app: FastifyInstance, machine: Machine): void {
  register(app, routes.noteMatter, async ({ principal, params, body }) =>
    stepOrRefusal(await workMatter(machine, principal, params.id, { kind: 'note', note: body.note })),
  );
  register(app, routes.setMatterAside, async ({ principal, params, body }) =>
    stepOrRefusal(await workMatter(machine, principal, params.id, { kind: 'set-aside', because: body.because })),
  );
  register(app, routes.takeMatterUp, async ({ principal, params }) =>
    stepOrRefusal(await workMatter(machine, principal, params.id, { kind: 'take-up' })),
  );
  register(app, routes.assignMatter, async ({ principal, params, body }) =>
    stepOrRefusal(await workMatter(machine, principal, params.id, { kind: 'assign', ...body })),
  );
  register(app, routes.releaseMatter, async ({ principal, params }) =>
    stepOrRefusal(await workMatter(machine, principal, params.id, { kind: 'let-go' })),
  );
  register(app, routes.listColleagues, ({ principal }) =>
    asPrincipal(machine.database, principal, async (trx) => ({ colleagues: [...(await listColleagues(trx))] })),
  );
  register(app, routes.handOverShift, ({ principal, body }) => handOverShift(machine, principal, body));
}

function registerMoves(app: FastifyInstance, machine: Machine): void {
  register(app, routes.mergeMatter, async ({ principal, params, body }) =>
    movedOrRefusal(await mergeMatters(machine, principal, params.id, body.otherId)),
  );
  register(app, routes.undoMerge, async ({ principal, params }) =>
    movedOrRefusal(await undoMerge(machine, principal, params.id, params.stepId)),
  );
  register(app, routes.splitMatter, async ({ principal, params, body }) =>
    movedOrRefusal(await splitMatter(machine, principal, params.id, body)),
  );
}

function stepOrRefusal(outcome: MatterStep | Refusal) {
  return isRefusal(outcome) ? outcome : stepShape(outcome);
}

function movedOrRefusal(outcome: Moved | Refusal) {
  return isRefusal(outcome) ? outcome : { step: stepShape(outcome.step), matter: shapeOf(outcome.matter) };
}

function stepShape({ before: _before, ...step }: MatterStep) {
  return step;
}
