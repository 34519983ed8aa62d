import { Option, type Command } from 'commander';
import { examine } from './doctor/examine.ts';
import { exitOf, STATES, type Finding, type State } from './doctor/finding.ts';
import { runCommand } from './run-command.ts';
import type { Cli, Terminal } from './terminal.ts';

const MARKS: Readonly<Record<State, string>> = { well: 'well ', 'worth-a-look': 'look ', wrong: 'WRONG' };

type DoctorFlags = { readonly json?: boolean; readonly format: 'text' | 'json' };

export function addDoctorCommand(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description(
      'Looks at settings, database, queue, disk, clock, mail server, names, keys, certificates, gateways, mailbox, sources, backup and processes, and ' +
        'says what to do. Changes nothing. Ends with 0: well, 1: worth a look, 2: wrong.',
    )
    .addOption(new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text'))
    .option('--json', 'the same as --format json')
    .action(async (flags: DoctorFlags) => {
      cli.exit = await runCommand(cli, { json: flags.json === true || flags.format === 'json' }, async ({ terminal, config, json }) => {
        const findings: Finding[] = [];
        for await (const finding of examine(config)) {
          findings.push(finding);
          if (!json) say(terminal, finding);
        }
        const counts = STATES.map((state) => [state, findings.filter((finding) => finding.state === state).length] as const);
        const [well, look, wrong] = counts.map(([, count]) => count);
        return {
          kind: 'done',
          facts: { ...Object.fromEntries(counts), findings },
          text: `\n${well} well, ${look} worth a look, ${wrong} wrong.\n`,
          exit: exitOf(findings),
        };
      });
    });
}

function say(terminal: Terminal, { check, state, message, hint }: Finding): void {
  const next = state === 'well' || hint === undefined ? '' : `       ${' '.repeat(22)}  → ${hint}\n`;
  terminal.out(`${MARKS[state]}  ${check.padEnd(22)}  ${message}\n${next}`);
}
