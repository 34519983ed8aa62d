import { expect, test } from 'vitest';
import { readPackageName } from './read-package-name.ts';

test.each([
  ['sssd-1.16.1-4.43.1.x86_64', { name: 'sssd', version: '1.16.1-4.43.1', scheme: 'rpm' }],
  ['varnish-0:7.6.1-2.el10_0.1.aarch64', { name: 'varnish', version: '0:7.6.1-2.el10_0.1', scheme: 'rpm' }],
  ['kernel-rt-0:4.18.0-553.rt7.342.el8_10.src', { name: 'kernel-rt', version: '0:4.18.0-553.rt7.342.el8_10', scheme: 'rpm' }],
  ['FortiOS 7.2.9', undefined],
  ['squid', undefined],
])('%s', (text, read) => {
  expect(readPackageName(text)).toEqual(read);
});
