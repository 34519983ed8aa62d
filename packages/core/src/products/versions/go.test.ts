import { GO_ORDER } from './go.cases.ts';
import { go } from './go.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(go, versionsOf('.', '-', '+incompatible', 'rc', 'beta', '-0.', '-rc.', '.0'));

testOrder(go, GO_ORDER);
