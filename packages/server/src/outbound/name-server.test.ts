import { afterEach, expect, test } from 'vitest';
import { startNameServer, type FakeNameServer } from '@forewarn/fakes/name-server/start-name-server.ts';
import type { Zone } from '@forewarn/fakes/name-server/answer-question.ts';
import { openDoor } from './door.ts';
import { fetchSafely } from './fetch-safely.ts';
import { nameServer } from './name-server.ts';

const servers: FakeNameServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function names(zone: Zone) {
  const server = await startNameServer(zone);
  servers.push(server);
  return { server, names: nameServer([server.address]) };
}

test('addresses of both families, texts in one piece and mail hosts in their order are found', async () => {
  const { names: asked } = await names({
    'cert.test': { A: ['192.0.2.7'], AAAA: ['2001:db8::7'], TXT: ['v=spf1 -all'], MX: ['20 second.test', '10 first.test'] },
  });
  expect(await asked.addresses('cert.test')).toEqual([
    { address: '192.0.2.7', family: 4 },
    { address: '2001:db8::7', family: 6 },
  ]);
  expect(await asked.addresses('192.0.2.9')).toEqual([{ address: '192.0.2.9', family: 4 }]);
  expect(await asked.texts('cert.test')).toEqual({ kind: 'found', records: ['v=spf1 -all'] });
  expect(await asked.mailHosts('cert.test')).toEqual({ kind: 'found', records: ['first.test', 'second.test'] });
});

test('a text that does not fit in one datagram is asked for again over TCP, whole', async () => {
  const key = `v=DKIM1; p=${'A'.repeat(1_500)}`;
  const { server, names: asked } = await names({ 'relay._domainkey.cert.test': { TXT: [key] } });
  expect(await asked.texts('relay._domainkey.cert.test')).toEqual({ kind: 'found', records: [key] });
  expect(server.asked()).toEqual(['TXT relay._domainkey.cert.test', 'TXT relay._domainkey.cert.test']);
});

test('a name that is not there, one without such a record, and a server in trouble are told apart', async () => {
  const { server, names: asked } = await names({ 'cert.test': { A: ['192.0.2.7'] } });
  expect(await asked.texts('gone.test')).toEqual({ kind: 'none' });
  expect(await asked.mailHosts('cert.test')).toEqual({ kind: 'none' });
  await expect(asked.addresses('gone.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  server.trouble('fails');
  expect(await asked.texts('cert.test')).toEqual({ kind: 'failed', code: 'ESERVFAIL' });
});

test('the door asks the name servers of the settings, and refuses what they say of private addresses', async () => {
  const { server } = await names({ 'inside.test': { A: ['127.0.0.1'] } });
  const door = openDoor({ userAgent: 'test', nameServers: [server.address] });
  const outcome = await fetchSafely(door, { url: 'https://inside.test/', sizeBytesMax: 100 });
  await door.close();
  expect(outcome).toMatchObject({ kind: 'fault', code: 'refused-address' });
  expect(server.asked()).toContain('A inside.test');
});
