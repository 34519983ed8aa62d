import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/matters.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { changeMatter } from './change-matter.ts';
import { holdEmbargo } from './hold-embargo.ts';
import { joinAdvisory } from './join-advisory.ts';
import { findMatter, listMatters, type StoredMatter } from './matter-store.ts';
import { openMatter } from './open-matter.ts';

export function registerMatterRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listMatters, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, (trx) => listMatters(trx, { ...query, limit: limit + 1 }));
    const matters = found.slice(0, limit);
    return { matters: matters.map(shapeOf), next: found.length > limit ? matters.at(-1)?.id : undefined };
  });

  register(app, routes.openMatter, async ({ principal, body }) =>
    shown(
      await asPrincipal(machine.database, principal, async (trx) => {
        const opened = await openMatter(trx, principal, body, machine.clock.now());
        return isRefusal(opened) ? opened : findMatter(trx, opened.id);
      }),
    ),
  );

  register(app, routes.showMatter, async ({ principal, params }) =>
    shown(await asPrincipal(machine.database, principal, (trx) => findMatter(trx, params.id))),
  );

  register(app, routes.changeMatter, async ({ principal, params, body }) => shown(await changeMatter(machine, principal, params.id, body)));

  register(app, routes.holdEmbargo, async ({ principal, params, body }) => {
    const until = readInstant(body.until);
    if (until === undefined) return refuse('input-unreadable', 'The hour is unreadable.', 'As 2026-11-23T15:00:00Z.', { about: 'hour' });
    return shown(await holdEmbargo(machine, principal, params.id, until));
  });

  register(app, routes.liftEmbargo, async ({ principal, params }) => shown(await holdEmbargo(machine, principal, params.id, undefined)));

  register(app, routes.joinAdvisory, async ({ principal, params }) =>
    shown(await joinAdvisory(machine, principal, params.id, params.advisoryId, 'join')),
  );

  register(app, routes.unjoinAdvisory, async ({ principal, params }) =>
    shown(await joinAdvisory(machine, principal, params.id, params.advisoryId, 'unjoin')),
  );
}

function shown(outcome: StoredMatter | Refusal | undefined) {
  if (outcome === undefined) return refuse('no-such', 'There is no such matter.');
  return isRefusal(outcome) ? outcome : shapeOf(outcome);
}

export function shapeOf(matter: StoredMatter) {
  return {
    id: matter.id,
    kind: matter.kind,
    title: matter.title,
    source: matter.source,
    confirmation: matter.confirmation,
    scope: {
      products: [...matter.scope.products],
      suppliers: [...matter.scope.suppliers],
      sectors: [...matter.scope.sectors],
      regions: [...matter.scope.regions],
    },
    advisoryIds: [...matter.advisoryIds],
    openedAt: matter.openedAt,
    openedBy: matter.openedBy,
    warningId: matter.warningId,
    embargoUntil: matter.embargoUntil,
  };
}
