import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/nominations.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { nominationState } from '@forewarn/core/institutions/nomination.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { decideNominations } from './decide-nominations.ts';
import { nominate, previewNominations } from './nominate.ts';
import {
  countFollowed,
  listFollowed,
  listOwn,
  nominationNumbers,
  type FollowedCursor,
  type FollowedNomination,
  type StoredNomination,
} from './nomination-store.ts';

const LISTS_PER_MINUTE_MAX = 20;
const BRANCHES_ALONE = refuse('not-allowed', 'Only a branch organisation brings institutions.', undefined, { about: 'branch' });

/** Collective joining: what a branch organisation brings, its numbers, and what the CERT decides. */
export function registerNominationRoutes(app: FastifyInstance, machine: Machine): void {
  register(
    app,
    routes.nominate,
    async ({ principal, body }) => {
      if (principal.kind !== 'branch') return BRANCHES_ALONE;
      return { outcomes: await nominate(machine, principal, body.nominations) };
    },
    { perMinuteMax: LISTS_PER_MINUTE_MAX },
  );

  register(
    app,
    routes.previewNominations,
    async ({ principal, body }) => {
      if (principal.kind !== 'branch') return BRANCHES_ALONE;
      return { outcomes: await previewNominations(machine, principal, body.nominations) };
    },
    { perMinuteMax: LISTS_PER_MINUTE_MAX },
  );

  register(app, routes.listOwnNominations, ({ principal }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const { proposed, confirmed, waiting, refused } = await nominationNumbers(trx);
      return {
        nominations: (await listOwn(trx)).map(shown),
        proposed,
        confirmed: confirmed ?? undefined,
        waiting: waiting ?? undefined,
        refused: refused ?? undefined,
      };
    }),
  );

  register(app, routes.listNominations, ({ principal, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const limit = query.limit ?? 500;
      const found = await listFollowed(trx, { after: readFollowedCursor(query.after), limit: limit + 1 });
      await recordReading(trx, machine, { principal, action: 'nominations-read', subject: { kind: 'nominations', id: 'all' } });
      const page = found.slice(0, limit);
      return {
        nominations: page.map((one) => ({
          ...shown(one),
          branch: one.branch,
          state: nominationState(one.outcome),
          institutionId: one.institutionId,
        })),
        ...(await countFollowed(trx)),
        next: found.length > limit ? followedCursorOf(page.at(-1)) : undefined,
      };
    }),
  );

  register(app, routes.decideNominations, async ({ principal, body }) => ({
    decided: await decideNominations(machine, principal, body.ids, body.decision),
  }));
}

function followedCursorOf(last: FollowedNomination | undefined): string | undefined {
  return last === undefined ? undefined : `${nominationState(last.outcome) === 'proposed' ? 'waits' : 'settled'}_${last.id}`;
}

function readFollowedCursor(text: string | undefined): FollowedCursor | undefined {
  const found = /^(waits|settled)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '');
  return found?.[2] === undefined ? undefined : { waits: found[1] === 'waits', id: found[2] };
}

function shown({ id, name, sector, staff, city, kvk, contactName, email, phone, proposedAt }: StoredNomination) {
  return { id, name, sector, staff, city, kvk, contactName, email, phone, proposedAt };
}
