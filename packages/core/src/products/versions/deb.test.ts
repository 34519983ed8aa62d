import { deb } from './deb.ts';
import { testOrder, testVersionLaws } from './version-laws.test-support.ts';

testVersionLaws(deb);

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
]);
