import { Command } from 'commander';
import { addAccountCommand } from './account-command.ts';
import { addAdvisoriesCommand } from './advisories-command.ts';
import { addAuditCommand } from './audit-command.ts';
import { addBackupCommands } from './backup-command.ts';
import { addCatalogueCommand } from './catalogue-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addImportCommand } from './import-command.ts';
import { addMatchCommand } from './match-command.ts';
import { addMigrateCommand } from './migrate-command.ts';
import { addRetentionCommand } from './retention-command.ts';
import { addSecretsCommand } from './secrets-command.ts';
import { addSourcesCommand } from './sources-command.ts';
import { addStartCommand } from './start-command.ts';
import { addStatusPageCommand } from './status-page-command.ts';
import { addTokenCommand } from './token-command.ts';
import type { Cli } from './terminal.ts';

/** Every command that `forewarn` takes. */
export function commandLine(cli: Cli): Command {
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
