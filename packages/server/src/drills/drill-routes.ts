import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/drills.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { drillReport, type DrillLine } from '@forewarn/core/drills/drill-report.ts';
import { drillTable } from '@forewarn/core/drills/drill-table.ts';
import { DRILL_KITS, type DrillKit } from '@forewarn/core/drills/kits.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { beginDrill } from './begin-drill.ts';
import { findDrill, listDrills, type StoredDrill } from './drill-store.ts';
import { endDrill } from './end-drill.ts';
import { loadDrillLines } from './load-drill-lines.ts';

const EXPORTS_PER_MINUTE_MAX = 20;
/** It says of each institution by name how it did. */
const TABLE_LABEL = 'AMBER+STRICT';

/** Exercises: begun, led, ended, reported. Their warning goes out by the routes of every warning. */
export function registerDrillRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listDrills, ({ principal }) =>
    asPrincipal(machine.database, principal, async (trx) => ({ drills: (await listDrills(trx)).map(shapeOf) })),
  );

  register(app, routes.beginDrill, async ({ principal, body }) => {
    const begun = await beginDrill(machine, principal, body);
    return isRefusal(begun) ? begun : shapeOf(begun);
  });

  register(app, routes.showDrill, async ({ principal, params }) => {
    const loaded = await load(machine, principal, params.id, 'drill-read');
    if (isRefusal(loaded)) return loaded;
    const { drill, lines } = loaded;
    const { told, read, answered, ...report } = drillReport(lines, drill.releasedAt);
    return {
      drill: shapeOf(drill),
      kit: kitOf(DRILL_KITS[drill.kind]),
      report: {
        ...report,
        told: { ...told },
        read: { ...read },
        answered: { ...answered },
        answeredWithin: report.answeredWithin.map((each) => ({ ...each })),
        channels: report.channels.map((each) => ({ ...each })),
        sectors: report.sectors.map((each) => ({ ...each })),
        unreachable: report.unreachable.map(lineOf),
        silent: report.silent.map(lineOf),
      },
    };
  });

  register(
    app,
    routes.exportDrill,
    async ({ principal, params, query, reply }) => {
      if (!mayRead(principal, TABLE_LABEL, machine.clock.now(), 'export'))
        return refuse('not-allowed', 'This is not for you to take along.', undefined, { about: 'take-along' });
      const loaded = await load(machine, principal, params.id, 'drill-exported');
      if (isRefusal(loaded)) return loaded;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${loaded.drill.reference}.csv"`)
        .send(drillTable(loaded.lines, query.language ?? 'nl'));
    },
    { perMinuteMax: EXPORTS_PER_MINUTE_MAX },
  );

  register(app, routes.endDrill, async ({ principal, params }) => {
    const ended = await endDrill(machine, principal, params.id);
    return isRefusal(ended) ? ended : shapeOf(ended);
  });
}

async function load(
  machine: Machine,
  principal: Principal,
  id: string,
  action: 'drill-read' | 'drill-exported',
): Promise<{ readonly drill: StoredDrill; readonly lines: readonly DrillLine[] } | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    const drill = await findDrill(trx, id);
    if (drill === undefined) return refuse('no-such', 'There is no such exercise.');
    await recordReading(trx, machine, { principal, action, subject: { kind: 'drill', id } });
    return { drill, lines: await loadDrillLines(trx, drill) };
  });
}

function shapeOf(drill: StoredDrill) {
  return { ...drill, title: { ...drill.title } };
}

function kitOf({ goals, injects, questions }: DrillKit) {
  return {
    goals: goals.map((each) => ({ ...each })),
    injects: injects.map((each) => ({ ...each })),
    questions: questions.map((each) => ({ ...each })),
  };
}

function lineOf({ institutionId, name, sector, calls }: DrillLine) {
  return { institutionId, name, sector, calls };
}
