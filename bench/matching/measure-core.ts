import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atLeast, atMost, plain, type Report } from '../report.ts';
import type { Rematched } from './rematch-world.ts';
import { DISTRIBUTION } from './world-advisories.ts';

const ADVISORIES = 20_000;
const PROGRAM = fileURLToPath(new URL('./rematch-world.ts', import.meta.url));

/**
 * The agent's job: every line of so many institutions against 20,000 advisories, in core alone, on one core; in a process of its own, whose
 * memory is counted. Seconds are of the processor, so that what else the machine does is not in them.
 */
export async function measureCore(report: Report, scale: number): Promise<void> {
  report.progress(`${scale} institutions × 1,000 lines × ${ADVISORIES} CVEs in core. ${DISTRIBUTION}.`);
  const child = await promisify(execFile)(process.execPath, ['--expose-gc', PROGRAM, `${scale}`, `${ADVISORIES}`], { maxBuffer: 1 << 20 });
  // What was printed by our own program.
  const found = JSON.parse(child.stdout) as Rematched;
  const { lines, seconds, sayings, secondsOfSayings, secondsOfPreparing, concerned, notConcerned } = found;
  const figure = (workload: string, value: number, unit: 's' | 'items/s' | 'count') =>
    plain({ workload: `matching/full-rematch/${workload}`, scale, figure: value, unit });
  report.figure(atLeast(700_000, { workload: 'matching/full-rematch', scale, figure: lines / seconds, unit: 'items/s' }));
  report.figure(
    atMost(40, { workload: 'matching/full-rematch/memory-an-item', scale, figure: found.bytesBeyondInput / lines, unit: 'bytes' }),
  );
  report.figure(
    atLeast(3_500_000, {
      workload: 'matching/version-in-range',
      scale,
      figure: found.versionTests / found.secondsOfVersionTests,
      unit: 'items/s',
    }),
  );
  report.figure(figure('answers', (concerned + notConcerned) / seconds, 'items/s'));
  report.figure(figure('concerned', concerned, 'count'));
  report.figure(figure('not-concerned', notConcerned, 'count'));
  report.figure(figure('different-lines', sayings, 'count'));
  report.figure(figure('time-of-different-lines', secondsOfSayings, 's'));
  report.figure(figure('time-of-all-lines', seconds, 's'));
  report.figure(figure('time-of-preparing-advisories', secondsOfPreparing, 's'));
  report.figure(figure('lines-checked-one-by-one', found.checked, 'count'));
}
