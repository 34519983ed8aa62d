import type { Command } from 'commander';
import { examine, type Finding } from './doctor.ts';
import { runCommand } from './run-command.ts';
import type { Cli, Terminal } from './terminal.ts';

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok  ', warn: 'warn', bad: 'BAD ' };

export function addDoctorCommand(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('Looks at settings, database, disk, mail server, sources and queue, and says what to do. Changes nothing.')
    .option('--json', 'answer as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      cli.exit = await runCommand(cli, options, async ({ terminal, config, json }) => {
        const findings: Finding[] = [];
        for await (const finding of examine(config)) {
          findings.push(finding);
          if (!json) say(terminal, finding);
        }
        const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
        const facts = { ok: count('ok'), warn: count('warn'), bad: count('bad'), findings };
        return { kind: 'done', facts, text: `\n${facts.ok} ok, ${facts.warn} warn, ${facts.bad} bad.\n`, needsAttention: facts.bad > 0 };
      });
    });
}

function say(terminal: Terminal, { check, state, message, hint }: Finding): void {
  terminal.out(
    `${MARKS[state]}  ${check.padEnd(20)}  ${message}\n${state === 'ok' || hint === undefined ? '' : `      ${' '.repeat(20)}  → ${hint}\n`}`,
  );
}
