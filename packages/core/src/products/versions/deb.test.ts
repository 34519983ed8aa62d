import { deb } from './deb.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(deb, versionsOf('.', '-', '~', '+', ':', 'a', 'B', 'rc', '0', '-0', '+deb12u'));

// Debian Policy §5.6.12.
testOrder(deb, [
  ['1.0~~', '<', '1.0~~a'],
  ['1.0~~a', '<', '1.0~'],
  ['1.0~', '<', '1.0'],
  ['1.0', '<', '1.0a'],
  ['1.0a', '<', '1.0+'],
  ['1:0.1', '>', '2.0'],
  ['0:1.0', '=', '1.0'],
  ['1.0-1', '<', '1.0-10'],
  ['1.0', '=', '1.0-0'],
  ['0.0.0', '=', '0.0.0-00'],
  ['1', '>', '1-0~'], // once the sort key had it the other way round
  ['1-1', '<', '1-nobin'],
]);
