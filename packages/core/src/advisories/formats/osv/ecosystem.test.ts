import { expect, test } from 'vitest';
import { ecosystemNamed } from './ecosystem.ts';

test.each([
  ['npm', 'semver', 'npm', undefined],
  ['PyPI', 'pypi', 'pypi', undefined],
  ['Go', 'golang', 'golang', undefined],
  ['Debian:12', 'deb', 'deb', 'Debian 12'],
  ['AlmaLinux:8', 'rpm', 'rpm', 'AlmaLinux 8'],
  ['Alpine:v3.18', 'apk', 'apk', 'Alpine 3.18'],
  ['Ubuntu:Pro:14.04:LTS', 'deb', 'deb', 'Ubuntu 14.04'],
  ['Red Hat:rhel_aus:8.6::appstream', 'rpm', 'rpm', 'Red Hat Enterprise Linux 8.6 appstream'],
  ['Root:Debian:12', 'deb', 'deb', 'Debian 12'],
  ['Root:npm', 'semver', 'npm', undefined],
  ['Iets nieuws', 'generic', undefined, undefined],
])('%s', (text, scheme, type, release) => {
  const ecosystem = ecosystemNamed(text);
  expect([ecosystem.scheme, ecosystem.purl?.type, ecosystem.release]).toEqual([scheme, type, release]);
});
