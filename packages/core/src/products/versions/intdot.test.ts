import { INTDOT_ORDER } from './intdot.cases.ts';
import { intdot } from './intdot.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(intdot, versionsOf('.', '.0', '-', 'a', '.00'));

testOrder(intdot, INTDOT_ORDER);
