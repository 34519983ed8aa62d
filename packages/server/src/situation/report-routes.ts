import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/reports.ts';
import { millisecondsBetween, readInstant, secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { draftReport } from '@forewarn/core/situation/draft-report.ts';
import type { ReportFacts, ReportKind } from '@forewarn/core/situation/report.ts';
import { reportAsHtml, reportAsMarkdown } from '@forewarn/core/situation/write-report.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { countCalls, countHelp, findHandlers, findOpened, findReleased, findSetAside, findToDo } from './report-store.ts';

const HOUR = 3_600;
/** Seconds that a report is about, where nobody says. */
const USUAL: Readonly<Record<ReportKind, number>> = { shift: 8 * HOUR, day: 24 * HOUR, 'end-of-week': 7 * 24 * HOUR };
const DAYS_MAX = 31;

/** Shiftrapport, Dagrapport, End-of-Week. */
export function registerReportRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.draftReport, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const period = periodOf(params.kind, query, machine.clock.now());
      if (isRefusal(period)) return period;
      await recordReading(trx, machine, { principal, action: 'report-read', subject: { kind: 'report', id: params.kind } });
      const report = draftReport(params.kind, await loadFacts(trx, period), period, query.language ?? 'nl');
      const sections = report.sections.map((section) => ({ ...section, lines: [...section.lines] }));
      return { ...report, sections, markdown: reportAsMarkdown(report), html: reportAsHtml(report) };
    }),
  );
}

function periodOf(
  kind: ReportKind,
  query: { readonly from?: string; readonly to?: string },
  now: Instant,
): { readonly from: Instant; readonly to: Instant } | Refusal {
  const to = query.to === undefined ? now : readInstant(query.to);
  const from = query.from === undefined ? to && secondsLater(to, -USUAL[kind]) : readInstant(query.from);
  if (to === undefined || from === undefined)
    return refuse('input-unreadable', 'A moment is unreadable.', 'As 2026-11-23T07:00:00Z.', { about: 'hour' });
  const milliseconds = millisecondsBetween(from, to);
  if (milliseconds <= 0 || milliseconds > DAYS_MAX * 24 * HOUR * 1_000)
    return refuse('input-unreadable', `A report is about at most ${DAYS_MAX} days, from earlier to later.`, undefined, {
      about: 'days',
      most: DAYS_MAX,
    });
  return { from, to };
}

async function loadFacts(trx: Transaction, period: { readonly from: Instant; readonly to: Instant }): Promise<ReportFacts> {
  return {
    handlers: await findHandlers(trx, period),
    released: await findReleased(trx, period),
    matters: await findOpened(trx, period),
    setAside: await findSetAside(trx, period),
    calls: await countCalls(trx, period),
    help: await countHelp(trx, period),
    toDo: await findToDo(trx),
  };
}
