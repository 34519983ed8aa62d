import { semver } from './semver.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(semver, versionsOf('.', '-', '+', 'alpha', 'beta', 'rc', '.0', '-rc.', 'B'));

// semver 2.0.0 §11.4.4, and what npm reads loosely.
testOrder(semver, [
  ['1.0.0-alpha', '<', '1.0.0-alpha.1'],
  ['1.0.0-alpha.1', '<', '1.0.0-alpha.beta'],
  ['1.0.0-beta.2', '<', '1.0.0-beta.11'],
  ['1.0.0-rc.1', '<', '1.0.0'],
  ['1.0.0+build.1', '=', '1.0.0'],
  ['v1.2.3', '=', '1.2.3'],
  ['1.2', '=', '1.2.0'],
  ['1.10.0', '>', '1.9.0'],
  ['1.2.3.4', '>', '1.2.3'], // no semver, but "vers:semver" ranges have it
  ['99.0.0', '<', 'unstable'],
]);
