import { Argument, type Command } from 'commander';
import { instantOf, millisecondsOf } from '@forewarn/core/basics/instant.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { asSystem } from '../database/as-principal.ts';
import { findInstitutionsByName } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { makeToken, type TokenHolder } from '../sessions/tokens.ts';
import { runOnMachine, type Outcome } from './run-command.ts';
import type { Cli } from './terminal.ts';

const HOLDERS = ['analyst', 'administrator', 'institution'] as const;
type Holder = (typeof HOLDERS)[number];
type Options = { readonly institution?: string; readonly days?: string; readonly json?: boolean };

const DAY_MS = 24 * 3_600_000;
const DAYS_MAX = 3_650;

export function addTokenCommand(program: Command, cli: Cli): void {
  const token = program.command('token').description('API tokens: how programs and people sign in.');
  token
    .command('make')
    .description('Makes a token and shows it, once: only its digest is kept.')
    .addArgument(new Argument('<for>', 'whom it speaks for').choices(HOLDERS))
    .argument('<name>', 'whose it is; the audit trail shows this name')
    .option('--institution <name>', 'institution: which one')
    .option('--days <number>', 'ends by itself after this many days')
    .option('--json', 'answer as JSON')
    .action(async (holder: Holder, name: string, options: Options) => {
      cli.exit = await runOnMachine(cli, options, (machine) => make(machine, holder, name, options));
    });
}

async function make(machine: Machine, kind: Holder, name: string, options: Options): Promise<Outcome> {
  const days = options.days === undefined ? undefined : Number(options.days);
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= DAYS_MAX))
    return refuse('input-unreadable', `--days is "${options.days}"; it must be a whole number from 1 to ${DAYS_MAX}.`);
  const holder = await holderOf(machine, kind, name, options.institution);
  if (holder === undefined)
    return refuse(
      'no-such',
      `There is no institution called "${options.institution ?? ''}".`,
      'Name it as in the list of institutions: --institution "GGZ Rietmark".',
    );
  const now = machine.clock.now();
  const expiresAt = days === undefined ? null : instantOf(millisecondsOf(now) + days * DAY_MS);
  const token = await makeToken(machine.database, holder, now, expiresAt);
  const ends = expiresAt === null ? 'It does not end by itself.' : `It ends on ${expiresAt.slice(0, 10)}.`;
  return {
    kind: 'done',
    facts: { token, for: kind, name, expiresAt },
    text: `${token}\n\nShown once, kept nowhere. ${ends} Sent as "Authorization: Bearer …".\n`,
  };
}

async function holderOf(machine: Machine, kind: Holder, name: string, institution: string | undefined): Promise<TokenHolder | undefined> {
  if (kind === 'administrator') return { kind: 'cert', name, roles: ['analyst', 'administrator'] };
  if (kind === 'analyst') return { kind: 'cert', name, roles: ['analyst'] };
  if (institution === undefined) return undefined;
  const [found] = await asSystem(machine.database, 'make-token', (trx) => findInstitutionsByName(trx, [institution]));
  return found === undefined ? undefined : { kind: 'institution', name, institutionId: found.id };
}
