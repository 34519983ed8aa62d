import { expect, test } from 'vitest';
import { readNetwork } from './read-network.ts';

test.each([
  ['192.0.2.77/28', '192.0.2.64/28'],
  ['192.0.2.7', '192.0.2.7/32'],
  ['2001:db8::1/32', '2001:db8::/32'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['192.0.2/24', undefined],
  ['3232235777', undefined], // one number is an address to some programs
  ['fe80::1%eth0/64', undefined],
  ['192.0.2.0/33', undefined],
  ['nergens', undefined],
])('%s is the network %s', (text, network) => {
  expect(readNetwork(text)).toBe(network);
});
