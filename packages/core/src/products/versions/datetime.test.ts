import fc from 'fast-check';
import { DATETIME_ORDER } from './datetime.cases.ts';
import { datetime } from './datetime.ts';
import { testOrder, testVersionLaws } from './version-laws.test-support.ts';

const instants = fc
  .tuple(
    fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
    fc.constantFrom('Z', '+02:00', '-11:30'),
    fc.constantFrom('', '.5', '.50', '.123456789'),
  )
  .map(([date, offset, fraction]) => `${date.toISOString().slice(0, 19)}${fraction}${offset}`);

testVersionLaws(datetime, instants);

testOrder(datetime, DATETIME_ORDER);
