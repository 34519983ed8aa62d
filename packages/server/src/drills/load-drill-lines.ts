import type { DrillLine } from '@forewarn/core/drills/drill-report.ts';
import type { Transaction } from '../database/open-database.ts';
import { InternalFault } from '../internal-fault.ts';
import { concernedList } from '../warnings/concerned-list.ts';
import { findWarning } from '../warnings/warning-store.ts';
import { findDrillFacts, type StoredDrill } from './drill-store.ts';

/** How each participant took part, as the silence board has it of any warning. */
export async function loadDrillLines(trx: Transaction, drill: StoredDrill): Promise<readonly DrillLine[]> {
  const warning = await findWarning(trx, drill.warningId);
  if (warning === undefined) throw new InternalFault(`Drill ${drill.id} has no warning.`);
  const told = new Map((await concernedList(trx, warning)).lines.map((line) => [line.institution.id, line]));
  const facts = await findDrillFacts(trx, drill.id, drill.warningId);
  return facts.map((fact) => {
    const line = told.get(fact.institutionId);
    return {
      ...fact,
      isUnreachable: line?.standing === 'unreachable',
      toldAt: line?.toldAt,
      deliveries: (line?.deliveries ?? []).map(({ channel, state, plannedAt, endedAt }) => ({ channel, state, plannedAt, endedAt })),
    };
  });
}
