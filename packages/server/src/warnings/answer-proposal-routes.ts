import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/answer-proposals.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { listProposals } from './answer-proposal-store.ts';
import { decideAnswerProposal } from './decide-answer-proposal.ts';

const PROPOSALS_MAX = 500;

/** What replies by mail seem to say, for the CERT to take or not. */
export function registerAnswerProposalRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listAnswerProposals, async ({ principal, params }) => ({
    proposals: [...(await asPrincipal(machine.database, principal, (trx) => listProposals(trx, params.id, PROPOSALS_MAX)))],
  }));

  register(app, routes.takeAnswerProposal, ({ principal, params }) => decideAnswerProposal(machine, principal, params.id, 'taken'));

  register(app, routes.dismissAnswerProposal, ({ principal, params }) => decideAnswerProposal(machine, principal, params.id, 'dismissed'));
}
