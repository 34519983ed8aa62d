import { afterAll, beforeAll, expect, test } from 'vitest';
import { aliasesOf, NO_ALIASES, type Aliases } from '@forewarn/core/products/aliases.ts';
import { asSystem } from '../database/as-principal.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { exampleWorld } from './example-world.test-support.ts';
import { preparedAdvisories } from './prepared-advisories.ts';

let machine: TestMachine;
let revisionId: string;
let rows: (sql: string, values?: readonly unknown[]) => Promise<readonly { id: string }[]>;

beforeAll(async () => {
  machine = await testMachine();
  const world = exampleWorld(machine);
  ({ rows } = world);
  await world.advisory();
  revisionId = (await rows('select id from forewarn.advisory_revisions'))[0]!.id;
});
afterAll(() => machine.close());

const prepared = (aliases: Aliases = NO_ALIASES, ids: readonly string[] = [revisionId]) =>
  asSystem(machine.database, 'test', async (trx) => {
    const found = [];
    for await (const one of preparedAdvisories(trx, ids, aliases)) found.push(one.prepared);
    return found;
  });

test('an advisory is made ready once, and again where a name was resolved or the document was read anew', async () => {
  const [first] = await prepared();
  expect((await prepared())[0]).toBe(first);
  const resolved = aliasesOf([{ aliasSupplier: '', aliasProduct: 'het dossier', supplier: 'meridiaan', product: 'meridiaan epd' }]);
  expect((await prepared(resolved))[0]).not.toBe(first);
  expect((await prepared())[0]).toBe(first);
  await rows('update forewarn.advisory_revisions set reader = reader + 1');
  expect((await prepared())[0]).not.toBe(first);
});

test('a revision that is gone is passed over', async () => {
  expect(await prepared(NO_ALIASES, ['019aaaaa-0000-7000-8000-000000000000', revisionId])).toHaveLength(1);
});
