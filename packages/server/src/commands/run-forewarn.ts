import { CommanderError } from 'commander';
import { commandLine } from './command-line.ts';
import { EXIT } from './exit-code.ts';
import type { Cli, Environment, Terminal } from './terminal.ts';

/** Runs `forewarn` with these arguments; returns its exit code (exit-code.ts). Never throws. */
export async function runForewarn(args: readonly string[], terminal: Terminal, environment?: Environment): Promise<number> {
  const cli: Cli = { terminal, environment, exit: EXIT.done };
  try {
    await commandLine(cli).parseAsync(args, { from: 'user' });
    return cli.exit;
  } catch (fault) {
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw fault;
  }
}
