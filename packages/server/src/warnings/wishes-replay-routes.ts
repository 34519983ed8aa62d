import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/wishes.ts';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { replayWishes } from './replay-wishes.ts';

/** "Zo zou de laatste maand eruit gezien hebben." */
export function registerWishesReplayRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.replayWishes, async ({ principal, params, body }) => {
    const { id: institutionId, contactId } = params;
    const replayed = await replayWishes(machine, principal, { institutionId, contactId, wishes: body.wishes });
    return isRefusal(replayed) ? replayed : { contactId, ...replayed, byBecause: { ...replayed.byBecause } };
  });
}
