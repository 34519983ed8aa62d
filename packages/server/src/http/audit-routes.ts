import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/audit.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { listReaders, type ReaderRow } from '../audit/trail-store.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { register } from './register.ts';

/** "Wie heeft onze gegevens bekeken?" Row policies give an institution readings of its own data alone. */
export function registerAuditRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listReaders, async ({ principal, params, query }) => {
    if (principal.kind === 'institution' && principal.institutionId !== params.id)
      return refuse('no-such', 'There is no such institution.');
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, (trx) =>
      listReaders(trx, params.id, { before: query.before, limit: limit + 1 }),
    );
    const readers = found.slice(0, limit);
    return {
      readers: readers.map((row) => shown(row, principal.kind === 'cert')),
      next: found.length > limit ? readers.at(-1)?.id : undefined,
    };
  });
}

/** From which address a reader came is the CERT's to know. */
function shown(row: ReaderRow, originToo: boolean) {
  return {
    at: row.at,
    who: row.actor_kind === 'system' ? 'operator' : row.actor_kind,
    name: row.actor,
    what: row.action,
    subject: { kind: row.subject_kind, id: row.subject },
    amongOthers: row.in_list,
    origin: originToo ? (row.origin ?? undefined) : undefined,
  };
}
