import { Command, CommanderError } from 'commander';
import { addAccountCommand } from './account-command.ts';
import { addAdvisoriesCommand } from './advisories-command.ts';
import { addAuditCommand } from './audit-command.ts';
import { addBackupCommands } from './backup-command.ts';
import { addCatalogueCommand } from './catalogue-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { EXIT } from './exit-code.ts';
import { addImportCommand } from './import-command.ts';
import { addMatchCommand } from './match-command.ts';
import { addMigrateCommand } from './migrate-command.ts';
import { addRetentionCommand } from './retention-command.ts';
import { addSecretsCommand } from './secrets-command.ts';
import { addSourcesCommand } from './sources-command.ts';
import { addStartCommand } from './start-command.ts';
import type { Cli, Environment, Terminal } from './terminal.ts';
import { addStatusPageCommand } from './status-page-command.ts';
import { addTokenCommand } from './token-command.ts';

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

function commandLine(cli: Cli): Command {
  const program = new Command('forewarn')
    .description(
      'Warns every institution concerned, and sees who has acted. Settings are read from the environment (docs/operating/settings.md).',
    )
    .exitOverride()
    .configureOutput({
      writeOut: cli.terminal.out,
      writeErr: cli.terminal.err,
      outputError: (text, write) => write(text.replace(/^error: /, 'forewarn: ')),
    })
    .showHelpAfterError('  forewarn --help tells what there is.')
    .helpCommand(false)
    .addHelpText('after', '\nEnds with 0: done · 1: failed · 2: command line or settings wrong · 3: refused · 4: done, needs a look\n');
  addStartCommand(program, cli);
  addMigrateCommand(program, cli);
  addBackupCommands(program, cli);
  addImportCommand(program, cli);
  addSourcesCommand(program, cli);
  addAdvisoriesCommand(program, cli);
  addMatchCommand(program, cli);
  addCatalogueCommand(program, cli);
  addAccountCommand(program, cli);
  addTokenCommand(program, cli);
  addAuditCommand(program, cli);
  addSecretsCommand(program, cli);
  addRetentionCommand(program, cli);
  addStatusPageCommand(program, cli);
  addDoctorCommand(program, cli);
  return program;
}
