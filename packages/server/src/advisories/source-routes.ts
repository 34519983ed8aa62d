import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/sources.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { addSource } from './add-source.ts';
import { changeSource } from './change-source.ts';
import { checkSource, type FoundSource } from './check-source.ts';
import { listSources, type ListedSource } from './list-sources.ts';
import { removeSource } from './remove-source.ts';
import { showSource } from './show-source.ts';
import { startPoll } from './start-poll.ts';

export function registerSourceRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listSources, async ({ principal }) => ({
    sources: (await listSources(machine, principal)).map(presentSource),
  }));

  register(app, routes.addSource, async ({ principal, body }) => {
    const outcome = await addSource(machine, principal, body);
    return isRefusal(outcome) ? outcome : { id: outcome.id, name: outcome.name, discovered: presentDiscovered(outcome.discovered) };
  });

  register(app, routes.checkSource, async ({ body }) => {
    const outcome = await checkSource(machine, body);
    return isRefusal(outcome) ? outcome : presentDiscovered(outcome);
  });

  register(app, routes.showSource, async ({ principal, params }) => {
    const source = await showSource(machine, principal, params.id);
    return isRefusal(source) ? source : { ...presentSource(source), failing: [...source.failing], listings: [...source.listings] };
  });

  register(app, routes.changeSource, async ({ principal, params, body }) => {
    const outcome = await changeSource(machine, principal, params.id, body);
    return isRefusal(outcome) ? outcome : { id: outcome.id };
  });

  register(app, routes.removeSource, ({ principal, params }) => removeSource(machine, principal, params.id));

  register(app, routes.startPoll, ({ principal, params }) => startPoll(machine, principal, params.id));
}

function presentSource(source: ListedSource): routes.SourceOnWire {
  const { providers, bookmark: _, ...rest } = source;
  return {
    ...rest,
    providers: Object.values(providers).map(({ metadataUrl, name, role, fingerprints, keys }) => ({
      metadataUrl,
      name,
      role,
      fingerprints: [...fingerprints],
      keysAtHand: keys.map((key) => key.fingerprint),
    })),
  };
}

function presentDiscovered(discovered: FoundSource) {
  const { sourceKind, url, name, summary, tried } = discovered;
  return { kind: sourceKind, url, name, summary, tried: [...tried] };
}
