import { createHash } from 'node:crypto';
import { readKey } from 'openpgp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKeyDirectory, type KeyDirectory } from '@forewarn/fakes/key-directory/start-key-directory.ts';
import { asSystem } from '../database/as-principal.ts';
import { openDoor, type Door } from '../outbound/door.ts';
import { zBase32 } from '../outbound/look-up-key.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { NOW, openpgpPair } from './channels/email/keys/keys.test-support.ts';
import { findKeys } from './contact-key-store.ts';
import { exampleMembers, type Member } from './example-deliveries.test-support.ts';
import { lookUpKeys } from './look-up-keys.ts';

let machine: TestMachine;
let directory: KeyDirectory;
let door: Door;
let member: Member;

beforeEach(async () => {
  directory = await startKeyDirectory();
  machine = await testMachine();
  machine.setNow(NOW);
  [member] = (await exampleMembers(machine, 1)) as [Member];
});
afterEach(async () => {
  await door?.close();
  await directory?.stop();
  await machine?.close();
});

/** Every name but those leads to the directory. */
async function lookUp(...absent: readonly string[]): Promise<void> {
  door = openDoor({
    userAgent: 'Forewarn/test',
    resolve: async (host) => {
      if (absent.includes(host)) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
      return [{ address: '127.0.0.1', family: 4 }];
    },
  });
  const place = { originOf: (host: string) => `http://${host}:${directory.port}`, allowPrivate: true };
  await lookUpKeys(machine, undefined, { door, place });
}

const kept = () => asSystem(machine.database, 'test', (trx) => findKeys(trx, member.contactId));

async function keyFor(address: string, options = {}): Promise<Uint8Array> {
  return (await readKey({ armoredKey: (await openpgpPair('Piket', address, options)).publicKey })).write();
}

test('letters are those of the draft', () => {
  // draft-koch-openpgp-webkey-service §3.1: "Joe.Doe@example.org" is iy9q119eutrkn8s1mk4r39qejnbu3n5q.
  expect(zBase32(createHash('sha1').update('joe.doe').digest())).toBe('iy9q119eutrkn8s1mk4r39qejnbu3n5q');
});

test('a key at the name that a domain keeps for keys is kept, and asked for again only after a week', async () => {
  directory.publish(member.address, await keyFor(member.address), 'advanced');
  await lookUp();
  expect(await kept()).toMatchObject([{ source: 'wkd', kind: 'openpgp', addresses: [member.address] }]);
  const asked = directory.asked().length;
  await lookUp();
  expect(directory.asked()).toHaveLength(asked);
  machine.setNow('2025-06-10T09:00:00Z');
  await lookUp();
  expect(directory.asked().length).toBeGreaterThan(asked);
  expect(await kept()).toHaveLength(1);
});

test('where a domain has no such name it is asked itself; where it has one, it alone', async () => {
  directory.publish(member.address, await keyFor(member.address), 'direct');
  await lookUp();
  expect(await kept()).toEqual([]);
  machine.setNow('2025-06-10T09:00:00Z');
  await lookUp('openpgpkey.lindemark.example');
  expect(await kept()).toHaveLength(1);
});

test('a key for another address, one that expired and what is no key are not kept', async () => {
  for (const key of [
    await keyFor('ander@lindemark.example'),
    await keyFor(member.address, { expiresAfterSeconds: 60 }),
    Buffer.from('<html>'),
  ]) {
    directory.publish(member.address, key, 'advanced');
    await machine.database.pool.query('delete from forewarn.key_lookups');
    await lookUp();
    expect(await kept()).toEqual([]);
  }
});

test('an operator may keep domains from being asked', async () => {
  const quiet = { ...machine, config: { ...machine.config, looksUpKeys: false } };
  await lookUpKeys(quiet);
  expect(directory.asked()).toEqual([]);
  expect((await machine.database.pool.query('select 1 from forewarn.key_lookups')).rowCount).toBe(0);
});
