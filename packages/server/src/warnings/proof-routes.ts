import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/audit.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { proveTelling } from './prove-telling.ts';

/** A pack reads a trail and may sign a checkpoint: nobody needs many at once. */
const PACKS_PER_MINUTE_MAX = 60;

export function registerProofRoutes(app: FastifyInstance, machine: Machine): void {
  register(
    app,
    routes.showProof,
    ({ principal, params }) => {
      if (principal.kind === 'institution' && principal.institutionId !== params.institutionId)
        return refuse('no-such', 'There is no such warning for this institution.');
      return proveTelling(machine, principal, params.id, params.institutionId);
    },
    { perMinuteMax: PACKS_PER_MINUTE_MAX },
  );
}
