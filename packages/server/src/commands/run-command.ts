import { isRefusal, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { readConfig, type Config } from '../config.ts';
import { fromOrigin } from '../database/origin.ts';
import type { Machine } from '../machine.ts';
import { openMachine } from '../start-server.ts';
import { EXIT } from './exit-code.ts';
import { explainFault } from './explain-fault.ts';
import type { Cli, Terminal } from './terminal.ts';

/** What a command did: `facts` for a script (`--json`), `text` for a person, with a line end for each line. */
export type Done = {
  readonly kind: 'done';
  readonly facts: object;
  readonly text: string;
  /** True where a person has to look at something; the exit code says so. */
  readonly needsAttention?: boolean;
  /** In the place of both: of a command with exit codes of its own. */
  readonly exit?: number;
  /** True where the output is something else already. */
  readonly silent?: boolean;
};
export type Outcome = Done | (Refusal & { readonly problems?: readonly Problem[] });

/** What every command is handed beside its own arguments. */
export type Commanding = { readonly terminal: Terminal; readonly config: Config; readonly json: boolean };

const PROBLEMS_SHOWN_MAX = 20;

/**
 * Runs one command's work and says how it went: result on the output, refusals and faults in a sentence and a hint on the error
 * output (with `--json` as an object on the output too). Returns the exit code.
 */
export async function runCommand(
  { terminal, environment }: Cli,
  options: { readonly json?: boolean },
  work: (commanding: Commanding) => Promise<Outcome>,
): Promise<number> {
  const json = options.json === true;
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (fault) {
    return sayFault(terminal, json, fault, EXIT.usage);
  }
  try {
    return say(terminal, json, await work({ terminal, config, json }));
  } catch (fault) {
    if (config.logLevel === 'debug') terminal.err(`${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
    return sayFault(terminal, json, fault, EXIT.failed);
  }
}

/** The same for work that needs the machine: opened before, closed after, beside a server that may be running. */
export async function runOnMachine(
  cli: Cli,
  options: { readonly json?: boolean },
  work: (machine: Machine, commanding: Commanding) => Promise<Outcome>,
): Promise<number> {
  return runCommand(cli, options, async (commanding) => {
    const machine = await openMachine(commanding.config);
    try {
      return await fromOrigin(`command, user ${process.getuid?.() ?? 'unknown'}`, () => work(machine, commanding));
    } finally {
      await machine.database.close();
    }
  });
}

function say(terminal: Terminal, json: boolean, outcome: Outcome): number {
  if (isRefusal(outcome)) {
    const { code, message, hint, problems } = outcome;
    if (json) terminal.out(`${JSON.stringify({ error: { code, message, hint, problems } })}\n`);
    terminal.err(sentence(message, hint) + problemLines(problems ?? []));
    return EXIT.refused;
  }
  if (outcome.silent !== true) terminal.out(json ? `${JSON.stringify(outcome.facts)}\n` : outcome.text);
  if (outcome.exit !== undefined) return outcome.exit;
  return outcome.needsAttention === true ? EXIT.attention : EXIT.done;
}

function sayFault(terminal: Terminal, json: boolean, fault: unknown, exit: number): number {
  const { message, hint } = explainFault(fault);
  if (json) terminal.out(`${JSON.stringify({ error: { code: exit === EXIT.usage ? 'usage' : 'failed', message, hint } })}\n`);
  terminal.err(sentence(message, hint));
  return exit;
}

function sentence(message: string, hint: string | undefined): string {
  return `forewarn: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`;
}

/** Problems for a person: each at its place, the first twenty. */
export function problemLines(problems: readonly Problem[]): string {
  const shown = problems.slice(0, PROBLEMS_SHOWN_MAX).map((problem) => {
    const place = problem.at === '' ? '' : `${problem.at}: `;
    return `  ${place}${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}\n`;
  });
  const more = problems.length - shown.length;
  return shown.join('') + (more > 0 ? `  … and ${more} more; --json lists all.\n` : '');
}
