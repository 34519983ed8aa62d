import { OPENSSL_ORDER } from './openssl.cases.ts';
import { openssl } from './openssl.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(openssl, versionsOf('.', 'a', 'z', 'za', 'zl', '-beta', '-alpha', '-dev', '-pre', '.0'));

testOrder(openssl, OPENSSL_ORDER);
