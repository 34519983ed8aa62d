import { rpm } from './rpm.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(rpm, versionsOf('.', '-', '~', '^', ':', 'a', 'B', 'rc', '0', '.el9_', 'git'));

testOrder(rpm, [
  ['3.5.20-17.el7_9.9', '<', '3.5.20-17.el7_9.10'],
  ['7:3.5.20-17.el7_9.10', '>', '8.0-1'], // the epoch goes first
  ['0:7.6.1-2.el10_0.1', '=', '7.6.1-2.el10_0.1'],
  ['1.0~rc1-1', '<', '1.0-1'],
  ['1.0^git1-1', '>', '1.0-1'],
  ['1.0^git1-1', '<', '1.0.1-1'],
  ['2.0.1a', '>', '2.0.1'],
  ['5.5p1', '<', '5.5p10'],
  ['1.16.1', '<', '1.16.1-4.43.1'],
]);
