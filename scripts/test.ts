import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseCLI, startVitest, type Reporter } from 'vitest/node';
import { startEmbedded } from '../packages/server/src/database/embedded/start-embedded.ts';
import { workInMemory } from './test/work-in-memory.ts';
import { installBrowser } from './test/install-browser.ts';
import { browserHere, runsStories } from './test/browser-here.ts';
import { countHostile, type Hostile } from './test/count-hostile.ts';
import { failureLines } from './test/failure-lines.ts';
import { faultLines } from './test/fault-lines.ts';
import { countOutcome, type Outcome } from './test/count-outcome.ts';

/**
 * Runs the tests and ends with the plain count, alone on the last line. What stands behind `npm test --` goes to vitest:
 * a part of a file's path, `--project pure`, `-t "a sentence"`. Before it stands what failed, and where attacks ran how many hostile inputs there were. With DATABASE_URL set, the database suites run on that server.
 */

const root = join(import.meta.dirname, '..');
const memory = workInMemory();
if (memory !== undefined) process.env['TMPDIR'] = memory.folder; // the place of every server, key and document that a test makes
const embedded = join(memory?.folder ?? root, memory === undefined ? '.forewarn/test' : 'database');
process.env['FOREWARN_TEST_DATABASE'] = embedded;
process.env['NODE_COMPILE_CACHE'] ??= join(root, '.forewarn/compiled'); // stories start a hundred Forewarns, each of the same code
process.on('exit', () => memory?.end());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const wasRunning = existsSync(join(embedded, 'postgresql/postmaster.pid'));

process.chdir(root);
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const { exclude, ...others } = options; // what is excluded on a command line is added to each project's own, as vitest's command does
let outcome: Outcome = { passed: 0, failed: 0, skipped: 0 };
let faults: readonly string[] = [];
let failures: readonly string[] = [];
let hostile: Hostile = { inputs: 0, gotThrough: 0 };
if (runsStories(filter, options.project) && browserHere() === undefined && !installBrowser())
  console.log('The browser stories are skipped: there is no Chromium or Chrome here (on Debian, as root: apt-get install chromium).');
const counting: Reporter = {
  onTestRunEnd: (modules, unhandledErrors) => {
    outcome = countOutcome(modules, unhandledErrors.length);
    hostile = countHostile(modules);
    faults = faultLines(modules);
    failures = failureLines(modules, unhandledErrors, root);
  },
};
try {
  const vitest = await startVitest(filter, { ...others, cliExclude: exclude, watch: false, reporters: ['default', counting] });
  await vitest.close();
  await stopDatabase();
} catch (cause) {
  console.error(cause);
  outcome = { ...outcome, failed: outcome.failed + 1 };
  failures = [...failures, 'FAILED: the run itself, as told above'];
}

const ran = outcome.passed + outcome.failed > 0;
if (!ran) console.log('No test ran: does a test file have that in its path?');
if (hostile.inputs > 0) console.log(`${hostile.inputs} hostile inputs, ${hostile.gotThrough} got through`);
for (const line of [...faults, ...failures]) console.log(line);
console.log(`${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped === 0 ? '' : `, ${outcome.skipped} skipped`}`);
process.exit(outcome.failed === 0 && ran ? 0 : 1);

/** The private PostgreSQL that the tests started goes when they end; one that was there before (another run's) stays. */
async function stopDatabase(): Promise<void> {
  if (wasRunning || !existsSync(join(embedded, 'postgresql/postmaster.pid'))) return;
  const database = await startEmbedded(embedded);
  await database.stopIfLast();
}
