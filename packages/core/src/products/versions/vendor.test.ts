import { expect, test } from 'vitest';
import { partsOf, vendor } from './vendor.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(vendor, versionsOf('.', '-', ' ', ' SP', ' HF ', 'CU', 'R', 'rc', 'a', '.0', ' Update ', ' Build ', ' Take '));

testOrder(vendor, [
  ['13.1-48.47', '<', '13.1-58.32'],
  ['13.1-58.32', '<', '14.1-43.56'],
  ['6.2 HF 14', '>', '6.2 HF 9'],
  ['6.2 HF 14', '<', '6.2.1'],
  ['2019 CU14', '<', '2019 CU15'],
  ['2019', '<', '2019 CU14'],
  ['V4.1 Update 2', '>', 'V4.1'],
  ['V4.1 Update 2', '=', '4.1 Upd 2'],
  ['R81.10', '<', 'R81.20'],
  ['R80.40 Take 158', '>', 'R80.40 Take 91'],
  ['10.0.20348.2340', '<', '10.0.20348.2402'],
  ['22.7R2.4', '>', '22.7R2.3'],
  ['9.12(2)9', '=', '9.12.2.9'], // Cisco's own spelling and that of its CSAF
  ['2023.3_Build_9342', '>', '2023.3 build 9320'],
  ['1.8.4', '<', '1.8.4 Service Pack 01'],
  ['1.8.4 SP1', '=', '1.8.4 Service Pack 01'],
  ['2.0', '=', '2'],
  ['2.0.0 SP1', '=', '2 SP1'],
  ['1.0-rc1', '<', '1.0'],
  ['1.0-beta', '<', '1.0-rc1'],
  ['1.0.2k', '>', '1.0.2'],
  ['1.0.2k', '<', '1.0.2l'],
  ['B.02', '<', 'C.02'],
  ['3.0 D15', '<', '3.0 D25'],
  ['2025-08-01', '>', '2025-07-31'],
  ['V01.21.142.4-18', '<', 'V01.21.142.5-22'],
]);

test('words that only announce a version are read over', () => {
  expect(partsOf('Version v2.1 build 7')).toEqual(partsOf('2.1.7'));
});
