import { APK_ORDER } from './apk.cases.ts';
import { apk } from './apk.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(apk, versionsOf('.', '_alpha', '_p', '_rc', '-r', 'a', '~', '.0', '_git', '~abc', '_'));

testOrder(apk, APK_ORDER);
