import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/audit.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { recordReading } from '../audit/record-reading.ts';
import { auditPlace, sealAll } from '../audit/seal-all.ts';
import { listReaders, type ReaderRow } from '../audit/trail-store.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { register } from './register.ts';

/** A trail of years is a file of gigabytes. */
const EXPORTS_PER_MINUTE_MAX = 6;
const TYPES = { jsonl: 'application/jsonl', csv: 'text/csv; charset=utf-8' } as const;

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

  register(
    app,
    routes.exportTrail,
    async ({ principal, query, reply }) => {
      const { format = 'jsonl', from = '', to = '' } = query;
      await asPrincipal(machine.database, principal, (trx) =>
        recordReading(trx, machine, {
          principal,
          action: 'audit-exported',
          subject: { kind: 'audit', id: 'all' },
          details: { format, from, to },
        }),
      );
      // What was told just now is in it too.
      await sealAll(await auditPlace(machine.database, machine.config.dataDirectory), machine.clock.now(), { wait: true });
      const parts = exportAudit(machine.database, format, { from: readInstant(from), to: readInstant(to) });
      return reply
        .type(TYPES[format])
        .header('content-disposition', `attachment; filename="trail.${format}"`)
        .send(Readable.from(parts, { objectMode: true }));
    },
    { perMinuteMax: EXPORTS_PER_MINUTE_MAX },
  );
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
