import type { FastifyInstance } from 'fastify';
import { showBranchNumbers } from '@forewarn/api/accounts.ts';
import * as routes from '@forewarn/api/institutions.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { listBranches } from './institution-store.ts';
import { branchAnswers, branchNumbers } from './provider-store.ts';

/** Branch organisations, and what each reads of its members: numbers. */
export function registerBranchRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listBranches, async ({ principal }) => ({
    branches: [...(await asPrincipal(machine.database, principal, listBranches))],
  }));

  register(app, showBranchNumbers, async ({ principal }) => {
    const [found, answers] = await asPrincipal(machine.database, principal, async (trx) => [
      await branchNumbers(trx),
      await branchAnswers(trx),
    ]);
    return {
      members: found?.members ?? undefined,
      withRoundTheClockContact: found?.with_round_the_clock_contact ?? undefined,
      withInventory: found?.with_inventory ?? undefined,
      concerned: found?.concerned ?? undefined,
      answered: found?.answered ?? undefined,
      answersByUrgency: answers.map(({ urgency, concerned, silent, working, done }) => ({
        urgency,
        concerned,
        silent: silent ?? undefined,
        working: working ?? undefined,
        done: done ?? undefined,
      })),
    };
  });
}
