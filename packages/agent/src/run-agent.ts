import { Command, CommanderError } from 'commander';
import { AgentFault } from './agent-fault.ts';
import { addMatchCommand } from './commands/match-locally.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** The command line while it runs: where it talks, and the exit code that it came to. */
export type Cli = { readonly terminal: Terminal; exit: number };

/** Runs `forewarn-agent` with these arguments; returns its exit code (exit-code.ts). Never throws. */
export async function runAgent(args: readonly string[], terminal: Terminal): Promise<number> {
  const cli: Cli = { terminal, exit: EXIT.done };
  try {
    await commandLine(cli).parseAsync(args, { from: 'user' });
    return cli.exit;
  } catch (fault) {
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? EXIT.done : EXIT.usage;
    const message =
      fault instanceof AgentFault ? fault.message : `This is a fault of ours: ${fault instanceof Error ? fault.message : String(fault)}`;
    const hint = fault instanceof AgentFault ? fault.hint : 'Tell your CERT what you did and what this line says.';
    terminal.err(`forewarn-agent: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
    return EXIT.failed;
  }
}

function commandLine(cli: Cli): Command {
  const program = new Command('forewarn-agent')
    .description('Forewarn inside your own walls: your inventory stays where it is. Nothing goes over the network.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void cli.terminal.out(text),
      writeErr: cli.terminal.err,
      outputError: (text, write) => write(text.replace(/^error: /, 'forewarn-agent: ')),
    })
    .showHelpAfterError('  forewarn-agent --help tells what there is.')
    .helpCommand(false)
    .addHelpText('after', '\nEnds with 0: done · 1: no answer · 2: command line wrong · 3: answered, without what could not be read\n');
  addMatchCommand(program, cli);
  return program;
}
