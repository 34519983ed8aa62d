import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/ict-foto.ts';
import { STARTER_INVENTORY } from '@forewarn/api/inventories.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { ictFoto } from '@forewarn/core/inventories/ict-foto.ts';
import { mayBeOutdated } from '@forewarn/core/inventories/may-be-outdated.ts';
import { record } from '../audit/record.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { ownInstitution } from '../institutions/own-institution.ts';
import type { Machine } from '../machine.ts';
import { allCurrentItems, findInventory } from './inventory-store.ts';
import { checkItems, lastChecked } from './item-check-store.ts';
import { starterAnswers } from './starter-store.ts';

/** The ICT-foto of a member, and "laatst gecontroleerd op" of its lines. */
export function registerIctFotoRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showIctFoto, ({ principal, query }) => {
    const institutionId = ownInstitution(principal, query.institutionId);
    if (isRefusal(institutionId)) return institutionId;
    return asPrincipal(machine.database, principal, async (trx) => {
      const institution = await findInstitution(trx, institutionId);
      if (institution === undefined) return refuse('no-such', 'There is no such institution.');
      const subject = { kind: 'institution', id: institutionId };
      await recordReading(trx, machine, { principal, action: 'ict-foto-read', subject, institutionId });
      const answers = await starterAnswers(trx, institutionId);
      const items = (await allCurrentItems(trx, institutionId)).map(({ item }) => item);
      const foto = ictFoto({ institution, items, answers: new Map(answers.map(({ product, answer }) => [product, answer])) });
      const checkedAt = await lastChecked(trx, institutionId);
      return {
        institutionId,
        inventory: STARTER_INVENTORY,
        progress: foto.progress,
        checkedAt,
        mayBeOutdated: checkedAt === undefined || mayBeOutdated(checkedAt, machine.clock.now()),
        tiles: foto.tiles.map(({ product: { id, name, supplier, kind, hosting }, ...tile }) => ({
          product: id,
          name,
          supplier,
          glyph: kind,
          hosting,
          ...tile,
        })),
      };
    });
  });

  register(app, routes.confirmItems, ({ principal, params, body }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const inventoryId = await findInventory(trx, params.id, params.name);
      if (inventoryId === undefined) return refuse('no-such', 'There is no such inventory.');
      const checkedAt = machine.clock.now();
      const checked = await checkItems(trx, inventoryId, body.keys, checkedAt);
      if (checked > 0)
        await record(trx, {
          principal,
          at: checkedAt,
          action: 'items-checked',
          subject: { kind: 'inventory', id: inventoryId },
          institutionId: params.id,
          details: { checked },
        });
      return { checked, checkedAt };
    }),
  );
}
