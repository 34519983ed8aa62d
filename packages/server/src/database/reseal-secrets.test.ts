import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleMembers } from '../deliveries/example-deliveries.test-support.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { asSystem } from './as-principal.ts';
import { resealSecrets, secretsByKey } from './reseal-secrets.ts';
import { addSecretKey, forgetSecretKeys, secretKeys, secretKeysPath } from './secret-keys.ts';

let machine: TestMachine;
let place: string;
beforeEach(async () => {
  machine = await testMachine();
  place = mkdtempSync(join(tmpdir(), 'forewarn-keys-'));
});
afterEach(async () => {
  await machine.close();
  rmSync(place, { recursive: true, force: true });
});

const storedSecrets = () =>
  asSystem(machine.database, 'test', async (trx) => {
    const rows = await sql<{ id: string; secret: string }>`select id, webhook_secret as secret from forewarn.contacts order by id`.execute(
      trx,
    );
    return rows.rows;
  });
const openAll = async (keys: Pick<typeof machine.secrets, 'open'>) =>
  (await storedSecrets()).map(({ id, secret }) => keys.open(secret, `contacts.webhook_secret/${id}`));

test('rotating the key seals every secret anew, and a Forewarn that runs goes on with both keys', async () => {
  const path = secretKeysPath(place, undefined);
  const running = secretKeys(path);
  const [old] = running.ids();
  await exampleMembers({ ...machine, secrets: running }, 1_203);
  expect([...(await secretsByKey(machine.database))]).toEqual([[old, 1_203]]);

  const fresh = addSecretKey(path);
  expect(await openAll(running)).toEqual(Array(1_203).fill('a secret of the member'));
  expect(await resealSecrets(machine.database, running)).toEqual({ resealed: 1_203, unopened: 0 });
  expect([...(await secretsByKey(machine.database))]).toEqual([[fresh, 1_203]]);
  expect(await resealSecrets(machine.database, running)).toEqual({ resealed: 0, unopened: 0 });

  forgetSecretKeys(path, [old ?? '']);
  expect(running.ids()).toEqual([fresh]);
  expect(await openAll(running)).toEqual(Array(1_203).fill('a secret of the member'));
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('the database holds no secret in the clear, and refuses one', async () => {
  await exampleMembers(machine, 1);
  const [stored] = await storedSecrets();
  expect(stored?.secret).toMatch(/^fws1\./);
  expect(stored?.secret).not.toContain('a secret of the member');
  const plain = asSystem(machine.database, 'test', (trx) => sql`update forewarn.contacts set webhook_secret = 'plain'`.execute(trx));
  await expect(plain).rejects.toThrow('contacts_webhook_secret_sealed');
});

test('what an earlier version kept plain is sealed at the next start', async () => {
  await exampleMembers(machine, 2);
  await machine.database.pool.query('alter table forewarn.contacts drop constraint contacts_webhook_secret_sealed');
  await machine.database.pool.query(`update forewarn.contacts set webhook_secret = 'kept plain'`);
  expect(await resealSecrets(machine.database, machine.secrets)).toEqual({ resealed: 2, unopened: 0 });
  expect(await openAll(machine.secrets)).toEqual(['kept plain', 'kept plain']);
});

test('a sealed text opens for its own row alone, and under its own key', async () => {
  const place1 = 'contacts.webhook_secret/1';
  const sealed = machine.secrets.seal('geheim', place1);
  expect(machine.secrets.open(sealed, place1)).toBe('geheim');
  expect(machine.secrets.open(sealed, 'contacts.webhook_secret/2')).toBeUndefined();
  expect(machine.secrets.open(`${sealed.slice(0, -4)}AAAA`, place1)).toBeUndefined();
  expect(secretKeys(secretKeysPath(place, undefined)).open(sealed, place1)).toBeUndefined();
  for (const broken of ['', 'fws1.', 'fws1.00000000.', 'geheim', `fws1.${'0'.repeat(8)}.${'A'.repeat(40)}`])
    expect(machine.secrets.open(broken, place1)).toBeUndefined();
});

test('a secret under a key that is not here stays as it is, and is counted', async () => {
  await exampleMembers(machine, 3);
  const before = await storedSecrets();
  const elsewhere = secretKeys(secretKeysPath(place, undefined));
  expect(await resealSecrets(machine.database, elsewhere)).toEqual({ resealed: 0, unopened: 3 });
  expect(await storedSecrets()).toEqual(before);
});

test('a damaged file of keys stops Forewarn with a sentence instead of making a new one', () => {
  const path = join(place, 'secret-keys');
  writeFileSync(path, 'nonsense\n');
  expect(() => secretKeys(path)).toThrow('is damaged');
});
