import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/audit.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { proofLabel } from './proof-label.ts';
import { proofPages } from './proof-pages.ts';
import { proofPdf } from './proof-pdf.ts';
import { proveTelling } from './prove-telling.ts';

/** A pack reads a trail and may sign a checkpoint: nobody needs many at once. */
const PACKS_PER_MINUTE_MAX = 60;
const PRINTS_PER_MINUTE_MAX = 20;

export function registerProofRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showProof, ({ principal, params }) => prove(machine, principal, params), { perMinuteMax: PACKS_PER_MINUTE_MAX });

  register(
    app,
    routes.printProof,
    async ({ principal, params, query, reply }) => {
      const pack = await prove(machine, principal, params);
      if (isRefusal(pack)) return pack;
      const pdf = await proofPdf(proofPages(pack, query.language ?? 'nl'));
      if (isRefusal(pdf)) return pdf;
      const name = `${pack.warning.reference.replaceAll(/[^A-Za-z0-9-]/g, '')}.pdf`;
      return reply.type('application/pdf').header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(pdf));
    },
    { perMinuteMax: PRINTS_PER_MINUTE_MAX },
  );
}

const NO_SUCH = refuse('no-such', 'There is no such warning for this institution.');

/** A proof is one whole: who may not read all of it gets none of it. */
async function prove(
  machine: Machine,
  principal: Principal,
  { id, institutionId }: { readonly id: string; readonly institutionId: string },
) {
  if (principal.kind === 'institution' && principal.institutionId !== institutionId) return NO_SUCH;
  const pack = await proveTelling(machine, principal, id, institutionId);
  if (isRefusal(pack) || mayRead(principal, proofLabel(pack), machine.clock.now())) return pack;
  return refuse(
    'not-allowed',
    `This proof is TLP:${proofLabel(pack)}.`,
    'Sign in with a passkey or through your organisation to read it.',
    { about: 'label', label: proofLabel(pack) },
  );
}
