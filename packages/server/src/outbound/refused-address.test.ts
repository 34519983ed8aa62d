import { expect, test } from 'vitest';
import { refusedBecause } from './refused-address.ts';

test.for(['8.8.8.8', '193.0.6.139', '2a00:1450:400e::1', '64:ff9b::808:808', '2002:808:808::1'])('%s is open to all', (address) => {
  expect(refusedBecause(address, false)).toBeUndefined();
});

test.for([
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254', // the metadata of cloud machines
  '100.64.0.1', // behind a carrier, RFC 6598
  '::1',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1', // RFC 4291 §2.5.5.1, deprecated
  '64:ff9b::7f00:1', // NAT64 of 127.0.0.1
  '2002:7f00:1::', // 6to4 of 127.0.0.1
  '2001:0:0:0:0:0:80ff:fffe', // Teredo of 127.0.0.1
])('%s is private: refused, and let through where a source is allowed it', (address) => {
  expect(refusedBecause(address, false)).toBeTypeOf('string');
  expect(refusedBecause(address, true)).toBeUndefined();
});

test.for([
  '0.0.0.0',
  '::',
  '224.0.0.1',
  'ff02::1',
  '255.255.255.255',
  '240.0.0.1',
  '192.0.2.1',
  '2001:db8::1',
  '198.18.0.1',
  '100::1',
  'fec0::1',
  'host',
  '',
])('%s is never connected to', (address) => {
  expect(refusedBecause(address, true)).toBeTypeOf('string');
});
