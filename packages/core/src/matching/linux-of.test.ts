import { expect, test } from 'vitest';
import { isOtherLinux, linuxOf } from './linux-of.ts';

test.each([
  ['rhel-7', { family: 'el', major: '7' }],
  ['kernel (RHEL 9)', { family: 'el', major: '9' }],
  ['Red Hat Enterprise Linux Server (v. 7)', { family: 'el', major: '7' }],
  ['cpe:/o:redhat:enterprise_linux:8', { family: 'el', major: '8' }],
  ['3.5.20-17.el7_9.9', { family: 'el', major: '7', minor: '9' }],
  ['SUSE Linux Enterprise Server 12 SP4-LTSS', { family: 'sles', major: '12', minor: '4' }],
  ['sles-12.4', { family: 'sles', major: '12', minor: '4' }],
  ['Ubuntu 22.04', { family: 'ubuntu', major: '22', minor: '04' }],
  ['FortiGate 60F', undefined],
])('%s', (text, linux) => {
  expect(linuxOf([text])).toEqual(linux);
});

test('another release is another system; one that is not told may be any', () => {
  const [seven, eight] = [linuxOf(['RHEL 7']), linuxOf(['RHEL 8'])];
  expect(isOtherLinux(seven, eight)).toBe(true);
  expect(isOtherLinux(seven, undefined)).toBe(false);
  expect(isOtherLinux(linuxOf(['SLES 12 SP4']), linuxOf(['SLES 12 SP5']))).toBe(true);
  expect(isOtherLinux(linuxOf(['SLES 12']), linuxOf(['SLES 12 SP5']))).toBe(false);
});
