import { Argument, type Command } from 'commander';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { rolesOfAccount } from '@forewarn/core/institutions/account.ts';
import { asSystem } from '../database/as-principal.ts';
import { mailAddress } from '../deliveries/channels/email/mail-address.ts';
import { findInstitutionsByName } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { disableAccount, makeAccount } from '../sessions/make-account.ts';
import { runOnMachine, type Outcome } from './run-command.ts';
import type { Cli } from './terminal.ts';

const KINDS = ['cert', 'institution'] as const;
type Kind = (typeof KINDS)[number];
type Options = { readonly role: readonly string[]; readonly institution?: string; readonly json?: boolean };

const BY = { kind: 'system', name: 'forewarn account' } as const;

export function addAccountCommand(program: Command, cli: Cli): void {
  const account = program.command('account').description('Accounts: the people who sign in.');
  account
    .command('make')
    .description('Makes an account and shows, once, the code that makes its first passkey.')
    .addArgument(new Argument('<kind>', 'whose person it is').choices(KINDS))
    .argument('<name>', 'as the audit trail shows it')
    .argument('<email>', 'their mail address')
    .requiredOption('--role <roles...>', 'what they do, as administrator, analyst, ciso, it')
    .option('--institution <name>', 'institution: which one')
    .option('--json', 'answer as JSON')
    .action(async (kind: Kind, name: string, email: string, options: Options) => {
      cli.exit = await runOnMachine(cli, options, (machine) => make(machine, kind, name, email, options));
    });
  account
    .command('disable')
    .description('Ends an account and its sessions at once.')
    .argument('<email>', 'its mail address')
    .option('--json', 'answer as JSON')
    .action(async (email: string, options: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, options, (machine) => disable(machine, email));
    });
}

async function make(machine: Machine, kind: Kind, name: string, typed: string, options: Options): Promise<Outcome> {
  const email = mailAddress(typed);
  if (email === undefined) return refuse('input-unreadable', `"${typed}" is no mail address.`);
  const owner = kind === 'cert' ? {} : await ownerOf(machine, options.institution ?? '');
  if (owner === undefined)
    return refuse(
      'no-such',
      `There is no institution called "${options.institution ?? ''}".`,
      'Name it as in the list of institutions: --institution "GGZ Rietmark".',
    );
  const known = rolesOfAccount({ kind, ...owner });
  const unknown = options.role.find((role) => !known.includes(role));
  if (unknown !== undefined) return refuse('input-unreadable', `"${unknown}" is no role here; there are ${known.join(', ')}.`);
  const made = await makeAccount(machine, BY, { kind, name, email, roles: options.role, ...owner });
  if (isRefusal(made)) return made;
  return {
    kind: 'done',
    facts: { ...made, email: email.toLowerCase() },
    text: `${made.code}\n\nShown once, kept nowhere. ${name} makes a passkey with it at ${machine.publicUrl}, before ${made.endsAt.slice(0, 16)} UTC.\n`,
  };
}

async function ownerOf(machine: Machine, institution: string) {
  const [found] = await asSystem(machine.database, 'forewarn account', (trx) => findInstitutionsByName(trx, [institution]));
  return found === undefined ? undefined : { institutionId: idOf<'Institution'>(found.id) };
}

async function disable(machine: Machine, email: string): Promise<Outcome> {
  const done = await disableAccount(machine, BY, email);
  if (isRefusal(done)) return done;
  return { kind: 'done', facts: done, text: `Disabled. ${done.ended} sessions ended.\n` };
}
