import { GEM_ORDER } from './gem.cases.ts';
import { gem } from './gem.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(gem, versionsOf('.', 'a', 'b', 'rc', '.pre', '-', '.0', '.beta'));

testOrder(gem, GEM_ORDER);
