import { COMPOSER_ORDER } from './composer.cases.ts';
import { composer } from './composer.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(composer, versionsOf('.', '-', '_', '+', 'dev', 'alpha', 'a', 'b', 'RC', 'rc', 'pl', 'p', '#', 'patch', 'foo'));

testOrder(composer, COMPOSER_ORDER);
