import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNameServer, type FakeNameServer } from '@forewarn/fakes/name-server/start-name-server.ts';
import { nameServer, type NameServer } from '../../outbound/name-server.ts';
import { checkSpf, type SpfResult } from './check-spf.ts';

let names: FakeNameServer;
beforeAll(async () => {
  names = await startNameServer();
});
afterAll(() => names?.stop());

const HOSTS = { 'mail.cert.test': { A: ['192.0.2.25'], AAAA: ['2001:db8::25'] } };
const CIRCLE = { 'round.test': { TXT: ['v=spf1 include:round.test -all'] } };

const CASES: readonly (readonly [what: string, record: string | readonly string[], address: string, result: SpfResult])[] = [
  ['its own address', 'v=spf1 ip4:192.0.2.25 -all', '192.0.2.25', 'pass'],
  ['a network', 'v=spf1 ip4:192.0.2.0/24 -all', '192.0.2.25', 'pass'],
  ['a network that ends before it', 'v=spf1 ip4:192.0.2.0/28 -all', '192.0.2.25', 'fail'],
  ['one of IPv6', 'v=spf1 ip6:2001:db8::/32 -all', '2001:db8::25', 'pass'],
  ['one of the other family', 'v=spf1 ip6:2001:db8::/32 ~all', '192.0.2.25', 'softfail'],
  ['a host', 'v=spf1 a:mail.cert.test -all', '192.0.2.25', 'pass'],
  ['a host by IPv6', 'v=spf1 a:mail.cert.test -all', '2001:db8::25', 'pass'],
  ['a host with its neighbours', 'v=spf1 a:mail.cert.test/24 -all', '192.0.2.200', 'pass'],
  ['the hosts that take mail', 'v=spf1 mx -all', '192.0.2.25', 'pass'],
  ['what somebody else lets', 'v=spf1 include:relay.test -all', '203.0.113.9', 'pass'],
  ['what somebody else does not let', 'v=spf1 include:relay.test -all', '198.51.100.1', 'fail'],
  ['what leads elsewhere', 'v=spf1 redirect=relay.test', '203.0.113.9', 'pass'],
  ['what leads elsewhere, where it says no', 'v=spf1 redirect=relay.test', '198.51.100.1', 'fail'],
  ['the first that fits', 'v=spf1 -ip4:192.0.2.25 ip4:192.0.2.0/24 -all', '192.0.2.25', 'fail'],
  ['no word of everybody else', 'v=spf1 ip4:203.0.113.1', '192.0.2.25', 'neutral'],
  ['everybody', 'v=spf1 +all', '192.0.2.25', 'pass'],
  ['no record', 'hello', '192.0.2.25', 'none'],
  ['two records', ['v=spf1 -all', 'v=spf1 +all'], '192.0.2.25', 'none'],
  ['what is only known of a mail', 'v=spf1 exists:%{i}._spf.test -all', '192.0.2.25', 'unknown'],
  ['a circle', 'v=spf1 include:round.test -all', '192.0.2.25', 'unknown'],
];

test.for(CASES)('%s: %s, %s → %s', async ([, record, address, result]) => {
  names.serve({
    ...HOSTS,
    ...CIRCLE,
    'cert.test': { MX: ['10 mail.cert.test'], TXT: typeof record === 'string' ? [record] : record },
    'relay.test': { TXT: ['v=spf1 ip4:203.0.113.0/24 -all'] },
  });
  expect(await checkSpf(address, 'cert.test', nameServer([names.address]))).toBe(result);
});

test('where the addresses of a host that is named cannot be had, nothing is said', async () => {
  const names: NameServer = {
    texts: () => Promise.resolve({ kind: 'found', records: ['v=spf1 a:mail.cert.test -all'] }),
    mailHosts: () => Promise.resolve({ kind: 'none' }),
    addresses: () => Promise.reject(Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })),
  };
  expect(await checkSpf('192.0.2.25', 'cert.test', names)).toBe('unknown');
});

test('where no name server answers, nothing is said', async () => {
  names.trouble('fails');
  expect(await checkSpf('192.0.2.25', 'cert.test', nameServer([names.address]))).toBe('unknown');
  names.trouble(undefined);
});
