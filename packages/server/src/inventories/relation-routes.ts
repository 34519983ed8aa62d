import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/inventories.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, refuseUnreadable } from '@forewarn/core/basics/refusal.ts';
import { mayBeOutdated } from '@forewarn/core/inventories/may-be-outdated.ts';
import { relationsByInstitution } from '@forewarn/core/inventories/relations-by-institution.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { fileOf } from '../http/file-of-request.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { acceptRelations, type AcceptedRelations } from './accept-relations.ts';
import { findRelationOwners } from './find-relation-owners.ts';
import { readRelationsUpload } from './read-upload.ts';
import { relationsOfInstitutions } from './relation-store.ts';

export function registerRelationRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listRelations, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return refuse('no-such', 'There is no such institution.');
      await recordReading(trx, machine, {
        principal,
        action: 'relations-read',
        subject: { kind: 'institution', id: params.id },
        institutionId: params.id,
      });
      const now = machine.clock.now();
      const found = await relationsOfInstitutions(trx, [params.id]);
      return {
        relations: found.map(({ relation, checkedAt }) => ({
          ...relation,
          checkedAt,
          mayBeOutdated: checkedAt !== undefined && mayBeOutdated(checkedAt, now),
        })),
      };
    }),
  );
}

/** Routes whose body is a list in a file, or in JSON. */
export function registerRelationFileRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.putRelations, async ({ principal, params, request }) => {
    const file = await fileOf(request);
    if (isRefusal(file)) return file;
    const reading = await readRelationsUpload(file.bytes);
    if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
    const owners = await findRelationOwners(machine, principal, params.id, reading.value);
    if (owners === undefined) return refuse('no-such', 'There is no such institution.');
    const { groups, problems } = relationsByInstitution(reading.value, owners);
    // As with lines: a list of somebody else must not end everything that is there.
    if (groups.length === 0 && problems.length > 0) return refuseUnreadable(problems);
    const outcome = await acceptRelations(machine, principal, {
      institutionId: params.id,
      relations: groups[0]?.relations ?? [],
      replaces: true,
    });
    return isRefusal(outcome) ? outcome : { ...outcome, problems: [...problems, ...reading.problems] };
  });

  register(app, routes.importRelations, async ({ principal, request }) => {
    const file = await fileOf(request);
    if (isRefusal(file)) return file;
    const reading = await readRelationsUpload(file.bytes);
    if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
    const own = principal.kind === 'institution' ? principal.institutionId : undefined;
    const owners = await findRelationOwners(machine, principal, own, reading.value);
    if (owners === undefined) return refuse('no-such', 'There is no such institution.');
    const { groups, problems } = relationsByInstitution(reading.value, owners);
    const outcomes: AcceptedRelations[] = [];
    const all: Problem[] = [...problems, ...reading.problems];
    for (const { institution, relations } of groups) {
      const outcome = await acceptRelations(machine, principal, { institutionId: institution.id, relations, replaces: false });
      if (!isRefusal(outcome)) outcomes.push(outcome);
    }
    return { outcomes, problems: all };
  });
}
