import { NUGET_ORDER } from './nuget.cases.ts';
import { nuget } from './nuget.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(nuget, versionsOf('.', '-', 'alpha', 'beta', 'BETA', '+', '.0', 'rc', '-rc.'));

testOrder(nuget, NUGET_ORDER);
