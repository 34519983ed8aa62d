import { inspectProcesses } from '../../database/inspect-processes.ts';
import type { ProcessName } from '../../database/process-name.ts';
import { well, worthALook, type Finding } from './finding.ts';
import type { PlaceWithDatabase } from './place.ts';

const CHECK = 'processes';

/** Which Forewarns are at work on this database, and whether they are of one version. */
export async function* examineProcesses({ database }: PlaceWithDatabase): AsyncGenerator<Finding> {
  const running = await inspectProcesses(database);
  if (running.length === 0) {
    yield worthALook(CHECK, 'No Forewarn is at work on this database.', 'forewarn start');
    return;
  }
  const versions = [...new Set(running.map(versionOf))].toSorted();
  const shown = versions.map((version) => `${version}: ${rolesOf(running.filter((each) => versionOf(each) === version))}`).join('; ');
  if (versions.length > 1)
    yield worthALook(
      CHECK,
      `Several versions run side by side: ${shown}.`,
      'Between two steps of an upgrade this is as it should be; else restart those of the older version.',
    );
  else if (!running.some(({ role }) => role !== 'web'))
    yield worthALook(CHECK, `Nobody does the work: ${shown}.`, 'Start one with FOREWARN_ROLE=worker, or all.');
  else yield well(CHECK, `At work is ${shown}.`);
}

function versionOf({ version, schema }: ProcessName): string {
  return `${version} (schema ${schema})`;
}

function rolesOf(running: readonly ProcessName[]): string {
  const counts = new Map<string, number>();
  for (const { role } of running) counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts].map(([role, count]) => `${count} ${role}`).join(', ');
}
