import { expect, test } from 'vitest';
import { cpeOf } from './cpe-of.ts';

test.each([
  ['o:fortinet:fortios', '7.2.9', 'cpe:2.3:o:fortinet:fortios:7.2.9:*:*:*:*:*:*:*'],
  ['a:microsoft:exchange_server', '2019 CU14', 'cpe:2.3:a:microsoft:exchange_server:2019:cumulative_update_14:*:*:*:*:*:*'],
  ['a:vmware:vcenter_server', '8.0 U2', 'cpe:2.3:a:vmware:vcenter_server:8.0:update2:*:*:*:*:*:*'],
  ['a:ivanti:connect_secure', '22.7R2.3', 'cpe:2.3:a:ivanti:connect_secure:22.7:r2.3:*:*:*:*:*:*'],
  [
    'a:citrix:netscaler_application_delivery_controller',
    undefined,
    'cpe:2.3:a:citrix:netscaler_application_delivery_controller:*:*:*:*:*:*:*:*',
  ],
])('%s %s', (product, version, cpe) => {
  expect(cpeOf(product, version)).toBe(cpe);
});
