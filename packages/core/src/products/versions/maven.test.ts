import { MAVEN_ORDER } from './maven.cases.ts';
import { maven } from './maven.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(maven, versionsOf('.', '-', 'alpha', 'beta', 'a', 'rc', 'SNAPSHOT', 'sp', 'ga', 'Final', 'jre', '.0', '-0', 'x'));

testOrder(maven, MAVEN_ORDER);
