import type { Command } from 'commander';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { resealSecrets, secretsByKey } from '../database/reseal-secrets.ts';
import { addSecretKey, forgetSecretKeys, secretKeysPath } from '../database/secret-keys.ts';
import type { Machine } from '../machine.ts';
import { runOnMachine, type Done } from './run-command.ts';
import type { Cli } from './terminal.ts';

type RotateFlags = { readonly json?: boolean; readonly forget?: boolean };

export function addSecretsCommand(program: Command, cli: Cli): void {
  const secrets = program.command('secrets').description("The keys that members' secrets are sealed under.");
  secrets
    .command('rotate')
    .description(
      'Makes a new key and seals every secret under it. A Forewarn that runs goes on; older keys stay in the file until --forget.',
    )
    .option('--forget', 'then take the older keys out of the file, where nothing is sealed under them any more')
    .option('--json', 'answer as JSON')
    .action(async (flags: RotateFlags) => {
      cli.exit = await runOnMachine(cli, flags, (machine) => rotate(machine, flags.forget === true));
    });
}

async function rotate(machine: Machine, forget: boolean): Promise<Done> {
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
