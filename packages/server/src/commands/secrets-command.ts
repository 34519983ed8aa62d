import { Argument, type Command } from 'commander';
import { record } from '../audit/record.ts';
import { rotateAuditKey } from '../audit/rotate-audit-key.ts';
import { asSystem } from '../database/as-principal.ts';
import { resealSecrets, secretsByKey } from '../database/reseal-secrets.ts';
import { addSecretKey, forgetSecretKeys, secretKeysPath } from '../database/secret-keys.ts';
import { rotatePushKeys } from '../deliveries/channels/push/rotate-push-keys.ts';
import type { Machine } from '../machine.ts';
import { endAllSessions } from '../sessions/end-all-sessions.ts';
import { linkSecretPath } from '../sessions/link-secret.ts';
import { rotateLinkSecret } from '../sessions/rotate-link-secret.ts';
import { runOnMachine, type Done } from './run-command.ts';
import type { Cli } from './terminal.ts';

type RotateFlags = { readonly json?: boolean; readonly forget?: boolean };

/** What can be rotated. `push` and `sessions` ask something of people, so they are not part of `all`. */
const ROTATIONS = {
  members: rotateMembers,
  links: rotateLinks,
  audit: rotateAudit,
  push: rotatePush,
  sessions: endSessions,
} as const satisfies Readonly<Record<string, (machine: Machine, forget: boolean) => Promise<Done>>>;
type What = keyof typeof ROTATIONS | 'all';
const ALL = ['members', 'links', 'audit'] as const;

export function addSecretsCommand(program: Command, cli: Cli): void {
  const secrets = program.command('secrets').description('The keys and secrets outside the database.');
  secrets
    .command('rotate')
    .description(
      "Makes new keys while Forewarn goes on. members: what members' secrets are sealed under. links: what signs links and codes; those sent " +
        'go on working until their end. audit: what signs the trail; the chain stays whole. push: every device must allow messages again. ' +
        'sessions: everybody signs in again. all: members, links and audit.',
    )
    .addArgument(new Argument('[what]', 'what to rotate').choices([...Object.keys(ROTATIONS), 'all']).default('members'))
    .option('--forget', 'members: take older keys out of the file, where nothing is sealed under them. links: those sent end at once')
    .option('--json', 'answer as JSON')
    .action(async (what: What, flags: RotateFlags) => {
      cli.exit = await runOnMachine(cli, flags, (machine) => rotate(machine, what, flags.forget === true));
    });
}

async function rotate(machine: Machine, what: What, forget: boolean): Promise<Done> {
  if (what !== 'all') return ROTATIONS[what](machine, forget);
  const done: Done[] = [];
  for (const one of ALL) done.push(await ROTATIONS[one](machine, forget));
  return {
    kind: 'done',
    facts: Object.fromEntries(ALL.map((one, place) => [one, done[place]?.facts ?? {}])),
    text: done.map(({ text }) => text).join(''),
    needsAttention: done.some(({ needsAttention }) => needsAttention === true),
  };
}

async function rotateMembers(machine: Machine, forget: boolean): Promise<Done> {
  const path = secretKeysPath(machine.config.dataDirectory, machine.config.secretKeysFile);
  const earlier = machine.secrets.ids();
  const keyId = addSecretKey(path);
  const { resealed, unopened } = await resealSecrets(machine.database, machine.secrets);
  const used = await secretsByKey(machine.database);
  const forgotten = forget ? earlier.filter((id) => !used.has(id)) : [];
  if (forgotten.length > 0) forgetSecretKeys(path, forgotten);
  await asSystem(machine.database, 'forewarn secrets', (trx) =>
    record(trx, {
      principal: { kind: 'system', name: 'forewarn secrets' },
      at: machine.clock.now(),
      action: 'secret-key-rotated',
      subject: { kind: 'secret-key', id: keyId },
      details: { resealed, unopened, forgotten: forgotten.length },
    }),
  );
  const lines = [
    `${resealed} secrets are sealed under the new key ${keyId} now. Copy ${path} to where your copies are.`,
    ...(forgotten.length > 0 ? [`${forgotten.length} older keys were taken out of the file.`] : []),
    ...(unopened > 0 ? [`${unopened} secrets are sealed under a key that is not in the file: their owners must enter them again.`] : []),
  ];
  return {
    kind: 'done',
    facts: { keyId, resealed, unopened, forgotten },
    text: lines.map((line) => `${line}\n`).join(''),
    needsAttention: unopened > 0,
  };
}

async function rotateLinks(machine: Machine, forget: boolean): Promise<Done> {
  const { kept } = await rotateLinkSecret(machine, forget);
  const path = linkSecretPath(machine.config.dataDirectory);
  const sent = forget ? 'Links and codes that were sent no longer work.' : 'Links and codes that were sent work until their end.';
  return {
    kind: 'done',
    facts: { kept, forgotten: forget },
    text: `A new secret signs links. ${sent} Copy ${path} to where your copies are.\nThe words on printed out-of-band cards are others now: print the cards again.\n`,
  };
}

async function rotateAudit(machine: Machine): Promise<Done> {
  const facts = await rotateAuditKey(machine);
  const text =
    `The key ${facts.to} signs the audit trail now; the last that ${facts.from} signed is entry ${facts.sequence}, which names it.\n` +
    `Give audit-key.pub to your auditor, and copy the files of ${machine.config.dataDirectory} that begin with audit-key to where your copies are.\n`;
  return { kind: 'done', facts, text };
}

async function rotatePush(machine: Machine): Promise<Done> {
  const facts = await rotatePushKeys(machine);
  return { kind: 'done', facts, text: `Push services know us by a new key. ${facts.devices} devices must allow messages again.\n` };
}

async function endSessions(machine: Machine): Promise<Done> {
  const facts = await endAllSessions(machine);
  return { kind: 'done', facts, text: `${facts.ended} sessions ended; everybody signs in again. API tokens still work.\n` };
}
