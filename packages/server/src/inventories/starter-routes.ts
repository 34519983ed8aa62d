import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/inventories.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { peersOf, starterInventory } from '@forewarn/core/inventories/starter-inventory.ts';
import { STARTER_PRODUCTS } from '@forewarn/core/inventories/starter-products.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { answerStarter } from './answer-starter.ts';
import { allCurrentItems } from './inventory-store.ts';
import { starterAnswers } from './starter-store.ts';
import { undoStarterAnswer } from './undo-starter-answer.ts';

export function registerStarterRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showStarterInventory, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const institution = await findInstitution(trx, params.id);
      if (institution === undefined) return refuse('no-such', 'There is no such institution.');
      await recordReading(trx, machine, {
        principal,
        action: 'starter-inventory-read',
        subject: { kind: 'institution', id: params.id },
        institutionId: params.id,
      });
      const answers = await starterAnswers(trx, params.id);
      const proposals = starterInventory({
        institution,
        items: (await allCurrentItems(trx, params.id)).map(({ item }) => item),
        // What it has is in an inventory; where the line is gone it is asked again.
        answered: new Set(answers.filter(({ answer }) => answer !== 'have').map(({ product }) => product)),
      });
      return {
        peers: { kind: peersOf(institution).kind },
        proposals: proposals.map(({ product: { id, name, supplier, hosting, kind }, ofTen, share }) => ({
          product: id,
          name,
          supplier,
          hosting,
          kind,
          ofTen,
          share,
        })),
        answered: answers.map((answer) => ({
          ...answer,
          name: STARTER_PRODUCTS.find(({ id }) => id === answer.product)?.name ?? answer.product,
        })),
      };
    }),
  );

  register(app, routes.answerStarterInventory, async ({ principal, params, body }) => {
    const outcome = await answerStarter(machine, principal, {
      institutionId: params.id,
      inventory: body.inventory ?? routes.STARTER_INVENTORY,
      answers: body.answers,
    });
    return isRefusal(outcome) ? outcome : { ...outcome, problems: [...outcome.problems] };
  });

  register(app, routes.undoStarterAnswer, ({ principal, params }) =>
    undoStarterAnswer(machine, principal, { institutionId: params.id, product: params.product }),
  );
}
