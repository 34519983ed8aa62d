import type { Account } from '@forewarn/core/institutions/account.ts';
import { newId } from '../database/new-id.ts';
import { makeToken } from '../sessions/tokens.ts';
import type { TestMachine } from '../test-machine.ts';
import type { ExampleMatter } from './example-matter.test-support.ts';

/** An IT provider that these institutions let do this for them, and the token of somebody who works there. */
export async function exampleProvider(
  machine: TestMachine,
  world: ExampleMatter,
  { name, customers, scopes }: { readonly name: string; readonly customers: readonly string[]; readonly scopes: readonly string[] },
): Promise<{ readonly id: string; readonly token: string; readonly actFor: (customer: string) => Record<string, string> }> {
  const now = machine.clock.now();
  const providerId = newId<'Provider'>(now);
  await world.rows('insert into forewarn.providers (id, name, added_at) values ($1, $2, $3)', [providerId, name, now]);
  for (const customer of customers)
    await world.rows(
      `insert into forewarn.provider_consents (id, provider_id, institution_id, scopes, given_at, given_by) values ($1, $2, $3, $4, $5, 'test')`,
      [newId<'Consent'>(now), providerId, world.ids[customer], scopes, now],
    );
  const account: Account = { id: newId<'Account'>(now), kind: 'provider', name: `Kees van ${name}`, roles: ['provider'], providerId };
  await world.rows(
    `insert into forewarn.accounts (id, kind, name, roles, provider_id, created_at) values ($1, 'provider', $2, '{provider}', $3, $4)`,
    [account.id, account.name, providerId, now],
  );
  const token = await makeToken(machine.database, { kind: 'account', name: account.name, account }, now);
  return { id: providerId, token, actFor: (customer) => ({ 'x-acting-for': world.ids[customer] ?? '' }) };
}
