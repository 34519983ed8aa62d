import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/audit.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { proofPages } from './proof-pages.ts';
import { proofPdf } from './proof-pdf.ts';
import { proveTelling } from './prove-telling.ts';

/** A pack reads a trail and may sign a checkpoint: nobody needs many at once. */
const PACKS_PER_MINUTE_MAX = 60;
const PRINTS_PER_MINUTE_MAX = 20;

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

  register(
    app,
    routes.printProof,
    async ({ principal, params, query, reply }) => {
      if (principal.kind === 'institution' && principal.institutionId !== params.institutionId)
        return refuse('no-such', 'There is no such warning for this institution.');
      const pack = await proveTelling(machine, principal, params.id, params.institutionId);
      if (isRefusal(pack)) return pack;
      const pdf = await proofPdf(proofPages(pack, query.language ?? 'nl'));
      if (isRefusal(pdf)) return pdf;
      const name = `${pack.warning.reference.replaceAll(/[^A-Za-z0-9-]/g, '')}.pdf`;
      return reply.type('application/pdf').header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(pdf));
    },
    { perMinuteMax: PRINTS_PER_MINUTE_MAX },
  );
}
